import { type CaseAct, caseActs, type CaseState, caseStates } from '../domain/case.ts'
import { roles } from '../domain/roles.ts'
import { roleWords, sidewaysWords, stepWords, type Word } from './policy/words.ts'

const actWords: Readonly<Record<CaseAct, Word>> = {
  ...stepWords,
  ...sidewaysWords,
  register: { vi: 'tiếp nhận', en: 'register' },
  complete: { vi: 'bổ sung', en: 'complete' },
  'notify-refusal': { vi: 'báo từ chối', en: 'notify of the refusal' },
  'notify-stop': { vi: 'báo dừng', en: 'notify of the stop' },
  'confirm-transfer': { vi: 'xác nhận nơi nhận', en: 'confirm the transfer' },
  extend: { vi: 'gia hạn', en: 'extend' },
  print: { vi: 'in', en: 'print' },
  stamp: { vi: 'xác nhận dấu', en: 'confirm the stamp' },
  replace: { vi: 'cấp lại', en: 'replace' },
  withdraw: { vi: 'thu hồi', en: 'withdraw' },
}

const stateWords: Readonly<Record<CaseState, Word>> = {
  registered: { vi: 'đã tiếp nhận', en: 'registered' },
  returned: { vi: 'chờ bổ sung', en: 'returned to be completed' },
  verified: { vi: 'đã xác minh', en: 'verified' },
  confirmed: { vi: 'trạm y tế đã xác nhận', en: 'confirmed' },
  submitted: { vi: 'đã trình thành phố', en: 'submitted to the city' },
  approved: { vi: 'đã duyệt', en: 'approved' },
  sealed: { vi: 'đã đóng dấu', en: 'sealed' },
  refused: { vi: 'từ chối, chờ báo', en: 'refused, to be notified' },
  stopped: { vi: 'đã dừng, chờ báo', en: 'stopped, to be notified' },
  transferred: { vi: 'đã chuyển, chờ nơi nhận', en: 'transferred, unconfirmed' },
  'handed-over': { vi: 'đã trả kết quả', en: 'handed over' },
  recorded: { vi: 'đã ghi nhận', en: 'recorded' },
  paid: { vi: 'đã chi trả', en: 'paid' },
  'refusal-notified': { vi: 'đã báo từ chối', en: 'refusal notified' },
  'stop-notified': { vi: 'đã báo dừng', en: 'stop notified' },
  'transfer-confirmed': { vi: 'nơi nhận đã xác nhận', en: 'transfer confirmed' },
}

type Language = 'vi' | 'en'
type Data = Readonly<Record<string, string | number>>

/** The data of a refusal with the codes of acts, states and roles (between commas) as words; all else as it came. */
export function inWords(data: Data, language: Language): Data {
  const act = caseActs.find((one) => one === data['act'])
  const state = caseStates.find((one) => one === data['state'])
  const named = String(data['roles'] ?? '').split(', ')
  const words = named.map((name) => {
    const role = roles.find((one) => one === name)
    return role ? roleWords[role][language] : name
  })
  return {
    ...data,
    ...(act ? { act: actWords[act][language] } : {}),
    ...(state ? { state: stateWords[state][language] } : {}),
    ...('roles' in data ? { roles: words.join(', ') } : {}),
  }
}
