import { type Change, change, changed, changedTexts, compared, type Weight, weightOf } from './change.ts'
import { deadlineChanges } from './difference-deadline.ts'
import { listChanges } from './difference-lists.ts'
import { marketDaysChanges } from './difference-market.ts'
import { procedureChanges } from './difference-procedures.ts'
import type { RulePack } from './pack.ts'
import { dayText, minuteText, weekdaysText } from './words.ts'

export type { Change } from './change.ts'

/**
 * What changes for the ward and its people when one rule pack follows another, in the order in which an official reads
 * a decision: period, groups, zones, exemptions, procedures, validity, deadlines, market days, papers issued earlier, numbers and
 * texts. The same pack twice has no difference; every member that differs is told, except format, id and version.
 */
export function differenceOf(before: RulePack, after: RulePack): readonly Change[] {
  return [
    ...headChanges(before, after),
    ...listChanges(before, after),
    ...procedureListChanges(before, after),
    ...validityChanges(before.validity, after.validity),
    ...deadlineChanges('', before.deadline, after.deadline),
    ...marketDaysChanges(before, after),
    ...earlierChanges(before, after),
    ...paperChanges(before, after),
  ]
}

function headChanges(before: RulePack, after: RulePack): Change[] {
  const untilText = ({ effectiveUntil }: RulePack) => (effectiveUntil ? dayText(effectiveUntil) : '')
  return [
    ...changed({ vi: 'Tên bộ quy tắc', en: 'Title' }, before.title, after.title),
    ...changed({ vi: 'Nơi áp dụng', en: 'Place' }, before.place, after.place),
    ...changedTexts({ vi: 'căn cứ', en: 'basis' }, before.basis, after.basis),
    ...changed(
      { vi: 'Ngày có hiệu lực', en: 'First day' },
      dayText(before.effectiveFrom),
      dayText(after.effectiveFrom),
    ),
    ...changed({ vi: 'Ngày hết hiệu lực', en: 'Last day' }, untilText(before), untilText(after)),
  ]
}

function procedureListChanges(before: RulePack, after: RulePack): Change[] {
  const { added, removed, kept } = compared(before.procedures, after.procedures, ({ id }) => id)
  return [
    ...added.map(({ title }) => change('eases', `Thêm thủ tục “${title}”.`, `Added procedure “${title}”.`)),
    ...removed.map(({ title }) =>
      change('tightens', `Bỏ thủ tục “${title}”.`, `Removed procedure “${title}”.`),
    ),
    ...kept.flatMap(([one, other]) => procedureChanges(one, other)),
  ]
}

type Validity = RulePack['validity']

/** How the days and hours that a paper may name changed. */
export function validityChanges(before: Validity, after: Validity): Change[] {
  const hoursText = ({ hours }: Validity) =>
    hours ? `${minuteText(hours[0])}–${minuteText(hours[1])}` : 'cả ngày'
  const length = ({ hours }: Validity) => (hours ? hours[1] - hours[0] : 1440)
  const daysText = ({ weekdays }: Validity) => weekdaysText(weekdays ?? [0, 1, 2, 3, 4, 5, 6])
  return [
    ...changed(
      { vi: 'Số ngày hiệu lực tối đa của giấy', en: 'Most days a paper is valid' },
      String(before.maxDays),
      String(after.maxDays),
      weightOf(before.maxDays, after.maxDays, 'eases'),
    ),
    ...changed(
      { vi: 'Số ngày hiệu lực thường cấp', en: 'Usual days a paper is valid' },
      String(before.defaultDays),
      String(after.defaultDays),
    ),
    ...changed(
      { vi: 'Các thứ được đi', en: 'Weekdays allowed' },
      daysText(before),
      daysText(after),
      weightOf(before.weekdays?.length ?? 7, after.weekdays?.length ?? 7, 'eases'),
    ),
    ...changed(
      { vi: 'Giờ được đi', en: 'Hours allowed' },
      hoursText(before),
      hoursText(after),
      hoursWeight(length(before), length(after)),
    ),
    ...mandatoryHours(before, after),
  ]
}

/** Naming the whole day as hours allows no less, but every paper then has to say when. */
function mandatoryHours(before: Validity, after: Validity): Change[] {
  if ((before.hours === undefined) === (after.hours === undefined)) return []
  return [
    after.hours
      ? change('tightens', 'Mỗi giấy phải ghi khung giờ.', 'Every paper has to name its hours.')
      : change('eases', 'Giấy không bắt buộc ghi khung giờ.', 'Papers need not name hours.'),
  ]
}

function hoursWeight(before: number, after: number): Weight {
  return before === after ? 'changes' : weightOf(before, after, 'eases')
}

type Earlier = RulePack['earlier'][number]

function earlierChanges(before: RulePack, after: RulePack): Change[] {
  const told = ({ pack, version, effect, until }: Earlier) =>
    `${pack} ${version ?? ''} ${effect} ${until ?? ''}`
  const { added, removed } = compared(before.earlier, after.earlier, told)
  const moved =
    added.length + removed.length === 0 && before.earlier.map(told).join() !== after.earlier.map(told).join()
  return [
    ...added.map(earlierChange),
    ...removed.map((entry) =>
      change(
        'changes',
        `Không còn quy định riêng về giấy cấp theo bộ ${sourceText(entry).vi}.`,
        `Papers of ${sourceText(entry).en} are no longer ruled.`,
      ),
    ),
    ...(moved
      ? [change('changes', 'Đổi thứ tự các quy định về giấy cũ.', 'Rules on earlier papers: new order.')]
      : []),
    ...(before.casesInProgress === after.casesInProgress
      ? []
      : [
          after.casesInProgress === 'go-on-under-this'
            ? change(
                'changes',
                'Hồ sơ đang giải quyết chuyển sang theo bộ này.',
                'Cases in progress go on under this pack.',
              )
            : change(
                'changes',
                'Hồ sơ đang giải quyết làm xong theo bộ đã tiếp nhận.',
                'Cases in progress finish under their own pack.',
              ),
        ]),
  ]
}

function earlierChange(entry: Earlier): Change {
  const { vi, en } = sourceText(entry)
  switch (entry.effect) {
    case 'void':
      return change(
        'tightens',
        `Giấy cấp theo bộ ${vi} hết hiệu lực ngay.`,
        `Papers of ${en} are void at once.`,
      )
    case 'valid-until': {
      const day = dayText(entry.until ?? '')
      return change(
        'tightens',
        `Giấy cấp theo bộ ${vi} chỉ còn hiệu lực đến hết ngày ${day}.`,
        `Papers of ${en} are valid until ${day}.`,
      )
    }
    case 'stay-valid':
      return change('eases', `Giấy cấp theo bộ ${vi} vẫn giữ nguyên hiệu lực.`, `Papers of ${en} stay valid.`)
  }
}

function sourceText({ pack, version }: Earlier): { vi: string; en: string } {
  return version === undefined
    ? { vi: `“${pack}” (mọi phiên bản)`, en: `“${pack}” (every version)` }
    : { vi: `“${pack}” phiên bản ${version}`, en: `“${pack}” version ${version}` }
}

/** Nothing where no cards are numbered by themselves: the numbers of papers say it then. */
function cardNumberChanges(before: RulePack['numbers'], after: RulePack['numbers']): Change[] {
  if (before.card === undefined && after.card === undefined) return []
  const name = { vi: 'Mẫu số thẻ đi chợ', en: 'Card numbers' }
  return changed(name, before.card ?? before.permit, after.card ?? after.permit)
}

function paperChanges(before: RulePack, after: RulePack): Change[] {
  return [
    ...changed({ vi: 'Mẫu số giấy', en: 'Paper numbers' }, before.numbers.permit, after.numbers.permit),
    ...cardNumberChanges(before.numbers, after.numbers),
    ...changed({ vi: 'Mẫu mã hồ sơ', en: 'Dossier numbers' }, before.numbers.dossier, after.numbers.dossier),
    ...changed({ vi: 'Dạng mã QR trên giấy', en: 'Form of the QR' }, before.tokenForm, after.tokenForm),
    ...changedTexts(
      { vi: 'dòng thẩm quyền ký', en: 'signing capacity' },
      before.signing.capacity,
      after.signing.capacity,
    ),
    ...changed(
      { vi: 'Chức danh người ký', en: 'Title of the signer' },
      before.signing.title,
      after.signing.title,
    ),
    ...changed({ vi: 'Nơi tiếp nhận', en: 'Counter' }, before.receipt.counter, after.receipt.counter),
    ...changed(
      { vi: 'Nội dung trên giấy tiếp nhận', en: 'Matter' },
      before.receipt.matter,
      after.receipt.matter,
    ),
    ...changed({ vi: 'Lệ phí', en: 'Fee' }, before.receipt.fee, after.receipt.fee),
    ...letterChanges(before.letters, after.letters),
  ]
}

function letterChanges(before: RulePack['letters'], after: RulePack['letters']): Change[] {
  const lists = [
    ['refusal', { vi: 'hướng dẫn sau khi từ chối', en: 'next steps after a refusal' }],
    ['stop', { vi: 'hướng dẫn sau khi dừng giải quyết', en: 'next steps after stopping' }],
    ['organisation', { vi: 'điều kiện trên giấy xác nhận đơn vị', en: 'conditions of an organisation' }],
  ] as const
  return [
    ...lists.flatMap(([list, name]) => changedTexts(name, before?.[list] ?? [], after?.[list] ?? [])),
    ...changed(
      { vi: 'Lý do trên phiếu yêu cầu bổ sung', en: 'Reason on the completion request' },
      before?.completion ?? '',
      after?.completion ?? '',
    ),
  ]
}
