import { type EventBody, eventTypes } from '../contract/events.ts'
import type { EventLine } from '../contract/sync/event-line.ts'
import { civilDate, dayNumber } from '../domain/calendar.ts'
import { leaveCity, noteCarriedOut, putBeforeCity } from './decisions/work-list.ts'
import { type Desk, serverTime } from './desk.ts'
import { withdrawOwnIssuer } from './issuers.ts'
import { markDue, today } from './lists.ts'
import { noOperator, writeAudit } from './operators/audit.ts'
import type { WithdrawalRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'
import { kidOfIssuer } from './withdrawals/entries.ts'
import { ofReplacement, ofRevocation, ofWithdrawal } from './withdrawals/noting.ts'

/** What an accepted line makes the city do besides keeping it; nothing for most types. */
type Effect = (desk: Desk, rows: Rows, event: EventLine, registry: Registry) => Promise<void>

/** The ward of each issuing key, read once for a whole batch. */
type Registry = () => Promise<ReadonlyMap<string, string>>

const effects: Readonly<Partial<Record<string, Effect>>> = {
  'batch.taken': toCompare,
  'permit.sealed': toCompare,
  'permit.replaced': both(
    toCompare,
    withdrawing((event) => ofReplacement(event.ward, bodyOf('permit.replaced', event))),
  ),
  'permit.revoked': withdrawing((event) => ofRevocation(event.ward, bodyOf('permit.revoked', event))),
  'papers.withdrawn': withdrawing((event) => ofWithdrawal(event.ward, bodyOf('papers.withdrawn', event))),
  'issuing-key.withdrawn': withdrawKey,
  'case.submitted': putBeforeCity,
  'case.city-approved': noteCarriedOut,
  'case.city-refused': noteCarriedOut,
  'case.stopped': leaveCity,
  'case.transferred': leaveCity,
  'case.returned': leaveCity,
}

/** Does what accepted lines ask for, in the transaction that accepts them and in the order of the feed. */
export async function carryOut(desk: Desk, rows: Rows, accepted: readonly EventLine[]): Promise<void> {
  let wards: Promise<ReadonlyMap<string, string>> | null = null
  const registry = () => (wards ??= wardsOfKeys(rows))
  for (const event of accepted) await effects[event.type]?.(desk, rows, event, registry)
}

async function wardsOfKeys(rows: Rows): Promise<ReadonlyMap<string, string>> {
  return new Map((await rows.issuers()).map((issuer) => [kidOfIssuer(issuer), issuer.ward]))
}

/** Notes withdrawn papers; an unknown or foreign key is an alarm, and has no effect on the list. */
function withdrawing(papersOf: (event: EventLine) => WithdrawalRow[]): Effect {
  return async (desk, rows, event, registry) => {
    const papers = papersOf(event)
    await rows.addWithdrawals(papers)
    await markDue(rows, 'revocations')
    const wards = await registry()
    for (const kid of new Set(papers.map((paper) => paper.kid)))
      if (wards.get(kid) !== event.ward) await alarm(desk, rows, 'papers-of-foreign-key', event, kid)
  }
}

/** Compared with the other wards' after the commit: nobody's push waits for another ward. */
async function toCompare(desk: Desk, rows: Rows, { ward, id }: EventLine): Promise<void> {
  await rows.addOverlapDue([{ ward, id, receivedAt: serverTime(desk), triedAt: null }])
}

function both(one: Effect, other: Effect): Effect {
  return async (...event) => {
    await one(...event)
    await other(...event)
  }
}

async function withdrawKey(desk: Desk, rows: Rows, event: EventLine): Promise<void> {
  const { kid, reason, since } = bodyOf('issuing-key.withdrawn', event)
  const date = civilDate(since)
  const day = date === null ? today(desk) : dayNumber(date)
  const outcome = await withdrawOwnIssuer(desk, rows, event.ward, { kid, reason, day })
  if (outcome === 'foreign-key') await alarm(desk, rows, 'withdrawal-of-foreign-key', event, kid)
}

/** Tells the city's IT by log and audit. The ward's line stays accepted: it is a true record of what was said there. */
async function alarm(desk: Desk, rows: Rows, what: string, event: EventLine, kid: string): Promise<void> {
  desk.log({ level: 'warn', what, ward: event.ward, kid, event: event.id })
  await writeAudit(rows, serverTime(desk), noOperator.city, `alarm.${what}`, {
    ward: event.ward,
    kid,
    event: event.id,
  })
}

/** The body as its type has it; the judge has checked it before it accepted the line. */
function bodyOf<N extends Parameters<typeof typed>[0]>(type: N, event: EventLine): EventBody<N> {
  // The schema of the type N gives its body; the index type of a union of schemas cannot say so.
  return typed(type).parse(event.body) as EventBody<N>
}

function typed(type: 'permit.replaced' | 'permit.revoked' | 'papers.withdrawn' | 'issuing-key.withdrawn') {
  return eventTypes[type].body
}
