import type { CivilDate, MinuteOfDay, PartialDate } from '../../domain/calendar.ts'

/** Holds the parts of a date or a time on one line. */
const tie = '\u00a0'

const two = (n: number) => String(n).padStart(2, '0')

function parts(date: CivilDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))]
}

/**
 * A day in words: `ngày 05 tháng 01 năm 2026`. Days below 10 and the months 1 and 2 get a leading zero, the
 * months 3 to 9 do not (Decree 30/2020, Annex I, II.4).
 */
export function dayInWords(date: CivilDate): string {
  const [year, month, day] = parts(date)
  return `ngày${tie}${two(day)} tháng${tie}${month <= 2 ? two(month) : month} năm${tie}${year}`
}

/** A day in figures: `05/01/2026`. */
export function dayInFigures(date: CivilDate): string {
  const [year, month, day] = parts(date)
  return `${two(day)}/${two(month)}/${year}`
}

/** A time of day: `06 giờ 00`. */
export function timeInWords(minute: MinuteOfDay): string {
  return `${two(Math.floor(minute / 60))}${tie}giờ${tie}${two(minute % 60)}`
}

/** A moment: `09 giờ 30, ngày 21 tháng 11 năm 2026`. */
export function momentInWords({ date, minute }: { date: CivilDate; minute: MinuteOfDay }): string {
  return `${timeInWords(minute)}, ${dayInWords(date)}`
}

/** A birth as far as it is known: `15/08/1990`, `08/1990` or `1990`. */
export function birthInFigures({ year, month, day }: PartialDate): string {
  return (
    [day, month]
      .filter((part) => part !== undefined)
      .map((part) => `${two(part)}/`)
      .join('') + year
  )
}

const weekdayNames = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'].map(
  (name) => name.replace(' ', tie),
)

/**
 * Weekdays (0 = Monday … 6 = Sunday) in words: `từ thứ Hai đến thứ Sáu`, `thứ Ba và Chủ nhật`, `tất cả các ngày
 * trong tuần`.
 */
export function weekdaysInWords(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].toSorted((one, other) => one - other)
  if (days.length === 7) return 'tất cả các ngày trong tuần'
  const stretches: number[][] = []
  for (const day of days) {
    const stretch = stretches.at(-1)
    if (stretch?.at(-1) === day - 1) stretch.push(day)
    else stretches.push([day])
  }
  return inSequence(stretches.flatMap(stretchInWords))
}

function stretchInWords(stretch: readonly number[]): string[] {
  const names = stretch.map((day) => weekdayNames[day] ?? '')
  return names.length < 3 ? names : [`từ ${names[0]} đến ${names.at(-1)}`]
}

/** Windows of a day: `từ 06 giờ 00 đến 08 giờ 00 và từ 17 giờ 00 đến 19 giờ 00`. */
export function windowsInWords(windows: readonly (readonly [MinuteOfDay, MinuteOfDay])[]): string {
  const [first] = windows
  if (windows.length === 1 && first?.[0] === 0 && first[1] === 1440) return 'cả ngày'
  return inSequence(windows.map(([from, to]) => `từ ${timeInWords(from)} đến ${timeInWords(to)}`))
}

/** `a`, `a và b`, `a, b và c`. */
export function inSequence(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} và ${items.at(-1)}`
}

/** A count as offices write it: `01`, `02` … `12`. */
export function count(n: number): string {
  return two(n)
}

/** A moment in figures, for tables: `09:30, 21/11/2026`. */
export function momentInFigures({ date, minute }: { date: CivilDate; minute: MinuteOfDay }): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}, ${dayInFigures(date)}`
}
