import { vietnamOffsetMs } from '../../domain/calendar.ts'

/** An instant as ISO 8601 in Vietnam's civil time, milliseconds and `+07:00`. */
export function vietnamTime(instant: number): string {
  return `${new Date(instant + vietnamOffsetMs).toISOString().slice(0, -1)}+07:00`
}
