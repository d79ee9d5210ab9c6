import type { EventName } from '../../contract/events.ts'

/** What is counted of a case, in the order in which a case goes. */
export const results = [
  'received',
  'returned',
  'submitted',
  'approved',
  'refused',
  'sealed',
  'replaced',
  'revoked',
  'handed-over',
  'paid',
  'stopped',
  'transferred',
] as const
export type Result = (typeof results)[number]

/** The result an event stands for. An event that stands for none is not counted. */
export const resultOfEvent: Readonly<Partial<Record<EventName, Result>>> = {
  'case.registered': 'received',
  'case.returned': 'returned',
  'case.sent-back': 'returned',
  'case.submitted': 'submitted',
  'case.approved': 'approved',
  'case.city-approved': 'approved',
  'case.refused': 'refused',
  'case.city-refused': 'refused',
  'permit.sealed': 'sealed',
  'permit.replaced': 'replaced',
  'permit.revoked': 'revoked',
  'permit.handed-over': 'handed-over',
  'payment.recorded': 'paid',
  'case.stopped': 'stopped',
  'case.transferred': 'transferred',
}
