import type { z } from 'zod'
import { batchEvents } from './events/batch-events.ts'
import { caseEvents } from './events/case-events.ts'
import { hubEvents } from './events/hub-events.ts'
import { householdEvents } from './events/household-events.ts'
import { noticeEvents } from './events/notice-events.ts'
import { officeEvents } from './events/office-events.ts'
import type { EventType } from './events/parts.ts'
import { stockEvents } from './events/stock-events.ts'

export {
  type Applicant,
  applicantSchema,
  type FieldAnswer,
  identityKinds,
  maxRows,
  packCode,
  type PaperReference,
  placeCode,
  type RequestDetails,
  requestDetailsSchema,
  type Schedule,
  scheduleSchema,
  textLimits,
} from './events/parts.ts'

/** Every event the desk writes. The city quarantines a type that is not here; the desk never writes one. */
export const eventTypes = {
  ...caseEvents,
  ...householdEvents,
  ...officeEvents,
  ...batchEvents,
  ...noticeEvents,
  ...stockEvents,
  ...hubEvents,
} as const satisfies Record<string, EventType>

export type EventName = keyof typeof eventTypes
export type EventBody<N extends EventName> = z.infer<(typeof eventTypes)[N]['body']>
export type EventPersonal<N extends EventName> = (typeof eventTypes)[N]['personal'] extends z.ZodType
  ? z.infer<(typeof eventTypes)[N]['personal']>
  : null

/** Whether a text names an event type of this version. */
export function isEventName(type: string): type is EventName {
  return Object.hasOwn(eventTypes, type)
}
