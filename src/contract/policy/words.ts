import type { Role } from '../../domain/roles.ts'
import type { SidewaysAct, StepKind } from '../../domain/workflow.ts'
import type { RecordKind, RulePack } from './pack.ts'

/** A thing of rule packs as a city official calls it, and in English. */
export type Word = { readonly vi: string; readonly en: string }

/** Steps of a chain. */
export const stepWords: Readonly<Record<StepKind, Word>> = {
  verify: { vi: 'xác minh', en: 'verify' },
  confirm: { vi: 'xác nhận', en: 'confirm' },
  submit: { vi: 'trình thành phố', en: 'submit' },
  'city-approve': { vi: 'thành phố quyết định', en: 'city decision' },
  approve: { vi: 'phê duyệt', en: 'approve' },
  seal: { vi: 'đóng dấu', en: 'seal' },
  'hand-over': { vi: 'trả kết quả', en: 'hand over' },
  pay: { vi: 'chi trả', en: 'pay' },
}

/** What else may be done at a step. */
export const sidewaysWords: Readonly<Record<SidewaysAct, Word>> = {
  return: { vi: 'trả lại để bổ sung', en: 'return' },
  refuse: { vi: 'từ chối', en: 'refuse' },
  'city-refuse': { vi: 'thành phố từ chối', en: 'city refusal' },
  'send-back': { vi: 'trả lại chưa đóng dấu', en: 'send back' },
  stop: { vi: 'dừng giải quyết', en: 'stop' },
  transfer: { vi: 'chuyển phường khác', en: 'transfer' },
}

/** Who acts. */
export const roleWords: Readonly<Record<Role, Word>> = {
  clerk: { vi: 'công chức một cửa', en: 'clerk' },
  'area-police': { vi: 'cảnh sát khu vực', en: 'area police' },
  'ward-official': { vi: 'lãnh đạo Ủy ban nhân dân phường', en: 'ward official' },
  'ward-police': { vi: 'công an phường', en: 'ward police' },
  'health-station': { vi: 'trạm y tế phường', en: 'health station' },
  administrator: { vi: 'quản trị', en: 'administrator' },
}

/** What a record is. */
export const recordWords: Readonly<Record<RecordKind, Word>> = {
  permit: { vi: 'giấy đi đường', en: 'travel permit' },
  'market-card': { vi: 'thẻ đi chợ', en: 'market card' },
  organisation: { vi: 'giấy xác nhận đơn vị', en: 'organisation paper' },
  declaration: { vi: 'khai báo qua chốt', en: 'checkpoint declaration' },
  support: { vi: 'hồ sơ hỗ trợ', en: 'support case' },
  status: { vi: 'danh sách theo dõi', en: 'status list' },
}

/** Sheets that can show a field. */
export const sheetWords: Readonly<
  Record<RulePack['procedures'][number]['fields'][number]['shownOn'][number], Word>
> = {
  permit: { vi: 'giấy đi đường hoặc thẻ', en: 'permit or card' },
  receipt: { vi: 'giấy tiếp nhận', en: 'receipt' },
  record: { vi: 'phiếu ghi nhận hồ sơ', en: 'case record' },
  'organisation-paper': { vi: 'giấy xác nhận đơn vị', en: 'organisation paper' },
  'register-book': { vi: 'sổ theo dõi', en: 'register book' },
}

/** `2026-11-01` as it is said: `01/11/2026`. */
export function dayText(date: string): string {
  return date.split('-').reverse().join('/')
}

/** Minutes of a day as `08:30`. */
export function minuteText(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

const weekdayNames = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const

/** Weekdays (0 = Monday) in the order of the week. */
export function weekdaysText(weekdays: readonly number[]): string {
  return weekdayNames.filter((_name, day) => weekdays.includes(day)).join(', ')
}
