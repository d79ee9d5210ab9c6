import { type Change, change, changed, weightOf } from './change.ts'
import type { RulePack } from './pack.ts'
import { dayText, minuteText, weekdaysText } from './words.ts'

type Deadline = RulePack['deadline']

/** How a deadline changed; `of`: the title of its procedure, empty for the pack's own. */
export function deadlineChanges(of: string, before: Deadline, after: Deadline): Change[] {
  const name = (vi: string, en: string) =>
    of === '' ? { vi, en } : { vi: `${vi} của “${of}”`, en: `${en} of “${of}”` }
  const holidays = ({ holidays: days }: Deadline) => days.map(dayText).join(', ')
  return [
    ...changed(
      name('Thời hạn giải quyết (ngày làm việc)', 'Deadline in working days'),
      String(before.workingDays),
      String(after.workingDays),
      weightOf(before.workingDays, after.workingDays, 'tightens'),
    ),
    ...changed(
      name('Giờ chốt nhận trong ngày', 'Cut-off hour'),
      minuteText(before.cutOff),
      minuteText(after.cutOff),
      weightOf(before.cutOff, after.cutOff, 'eases'),
    ),
    ...changed(
      name('Giờ hẹn trả', 'Hour of the result'),
      minuteText(before.dueMinute),
      minuteText(after.dueMinute),
      weightOf(before.dueMinute, after.dueMinute, 'tightens'),
    ),
    ...changed(
      name('Ngày làm việc trong tuần', 'Working weekdays'),
      weekdaysText(before.weekdays),
      weekdaysText(after.weekdays),
      weightOf(before.weekdays.length, after.weekdays.length, 'eases'),
    ),
    ...changed(name('Ngày nghỉ lễ', 'Holidays'), holidays(before), holidays(after)),
  ]
}

/** How a procedure's own deadline came, went or changed. */
export function ownDeadlineChanges(
  title: string,
  before: Deadline | undefined,
  after: Deadline | undefined,
): Change[] {
  if (before && after) return deadlineChanges(title, before, after)
  if (!before && !after) return []
  return [
    after
      ? change(
          'changes',
          `“${title}” có thời hạn riêng: ${after.workingDays} ngày làm việc.`,
          `“${title}” has a deadline of its own: ${after.workingDays} working days.`,
        )
      : change(
          'changes',
          `“${title}” theo thời hạn chung của bộ quy tắc.`,
          `“${title}” has the deadline of the pack.`,
        ),
  ]
}
