import { type Change, changed } from './change.ts'
import type { RulePack } from './pack.ts'
import { dayText, minuteText, weekdaysText } from './words.ts'

type Rule = NonNullable<RulePack['marketDays']>

/** How the rule of market days changed: its turns and time slots, its markets, and the visits of a card. */
export function marketDaysChanges(
  { marketDays: before }: RulePack,
  { marketDays: after }: RulePack,
): Change[] {
  const text = (rule: Rule | undefined, say: (rule: Rule) => string) => (rule ? say(rule) : '')
  const part = (vi: string, en: string, say: (rule: Rule) => string) =>
    changed({ vi, en }, text(before, say), text(after, say))
  return [
    ...part('Lượt đi chợ', 'Market-day turns', turnsText),
    ...part('Khung giờ đi chợ', 'Market time slots', slotsText),
    ...part('Chợ và sức chứa', 'Markets and what they take', marketsText),
    ...part('Số lượt trên thẻ đi chợ', 'Visits of a market card', visitsText),
  ]
}

function turnsText({ days, turnBy, openToAll, closed }: Rule): string {
  return [
    daysText(days),
    byText(turnBy),
    ...(openToAll.length > 0 ? [`chung cho mọi hộ: ${weekdaysText(openToAll)}`] : []),
    ...(closed.length > 0 ? [`chợ nghỉ: ${closed.map(dayText).join(', ')}`] : []),
  ].join('; ')
}

function daysText(days: Rule['days']): string {
  switch (days.kind) {
    case 'every-day':
      return 'mọi ngày'
    case 'odd-even':
      return `ngày lẻ, ngày chẵn (${twoOddDays[days.twoOddDays]})`
    case 'weekdays':
      return days.turns.map(weekdaysText).join(' / ')
    case 'once-in':
      return `${days.every} ngày một lần, tính từ ${dayText(days.from)}`
  }
}

const twoOddDays = {
  both: 'hai ngày lẻ liền nhau đều được đi',
  'not-the-first': 'bỏ ngày mồng 1 liền sau ngày lẻ',
  'not-the-last': 'bỏ ngày lẻ cuối tháng liền trước mồng 1',
} as const

function byText(by: Rule['turnBy']): string {
  return by === 'balance'
    ? 'xếp cho đều'
    : `theo số cuối: ${by.digits.map((digits) => digits.join(', ')).join(' / ')}`
}

function slotsText({ slots, slotBy, rotate }: Rule): string {
  return [
    slots.map(([from, to]) => `${minuteText(from)}–${minuteText(to)}`).join(', '),
    byText(slotBy),
    rotate ? `đổi khung sau mỗi ${rotate.everyDays} ngày từ ${dayText(rotate.from)}` : 'giữ nguyên khung',
  ].join('; ')
}

function marketsText({ markets }: Rule): string {
  return markets
    .map(
      ({ code, zones, capacity }) =>
        `${code} ${capacity} hộ (${zones === 'all' ? 'mọi vùng' : zones.join(', ')})`,
    )
    .join('; ')
}

function visitsText({ visits }: Rule): string {
  return visits ? `${visits.number} lượt trong ${visits.days} ngày` : 'mọi ngày của lượt'
}
