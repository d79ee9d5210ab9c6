import type { z } from 'zod'
import type * as contract from '../../../contract/desk/households.ts'
import type { HouseholdDetails } from '../../../contract/events/household-events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { fold } from '../../../domain/text/fold.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Role } from '../../../domain/roles.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { endCardsOf } from './other-cards.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import { householdCounter } from '../../projection/households.ts'
import { isWritten } from '../cases/act.ts'
import { detailsOf, type HouseholdRow, householdRow, readHousehold } from './read.ts'

const lastNumber = composedOnce(({ name }: { name: string }) =>
  sql.selectFrom('counter').select('last').where('name', '=', name),
)
const inGroup = composedOnce(({ group, state }: { group: string; state: HouseholdRow['state'] }) =>
  sql.selectFrom('household').selectAll().where('grp', '=', group).where('state', '=', state),
)

type Entered = {
  readonly id: string
  readonly eventId: string
  readonly from: string | null
  readonly way: 'typed' | 'list'
  readonly details: HouseholdDetails
}

/** Writes a new household under the next number of the ward. */
export function writeEntered(
  writing: Writing,
  actor: Actor,
  { id, eventId, from, way, details }: Entered,
): void {
  const number = (writing.first(lastNumber({ name: householdCounter }))?.last ?? 0) + 1
  writing.append({
    type: 'household.entered',
    id: eventId,
    subject: id,
    baseVer: 0,
    actor,
    body: { number, from, way },
    personal: details,
  })
}

/** What tells households of a group apart: head and address, as they are typed. */
export function householdKey({ head, address, group }: HouseholdDetails): string {
  return `${fold(group)}|${fold(head)}|${fold(address)}`
}

/** Puts one on the roster. Throws `household-there`. */
export function enterHousehold(
  desk: Desk,
  actor: Actor,
  { householdId, household }: z.output<typeof contract.enterHousehold.body>,
) {
  desk.journal.command((writing) => {
    if (isWritten(writing, householdId, householdId)) return
    assertNew(writing, household, null)
    const entered = { id: householdId, eventId: householdId, from: null, way: 'typed' as const }
    writeEntered(writing, actor, { ...entered, details: household })
  })
  return told(desk, householdId)
}

/** Corrects one. Throws `not-found`, `household-changed`, `household-there`. */
export function changeHousehold(
  desk: Desk,
  actor: Actor,
  id: string,
  { actId, version, household }: z.output<typeof contract.changeHousehold.body>,
) {
  desk.journal.command((writing) => {
    if (isWritten(writing, actId, id)) return
    const row = seenRow(writing, id, version)
    assertNew(writing, household, id)
    writeChanged(writing, actor, row, { eventId: actId, why: 'corrected', details: household })
  })
  return told(desk, id)
}

/** Who takes a household off, and in which role. */
type Acting = { readonly session: LiveSession; readonly role: Role }

/** Takes one off the roster. Throws `not-found`, `household-changed`. */
export function leaveHousehold(
  desk: Desk,
  { session, role }: Acting,
  id: string,
  { actId, version, reason, endCards }: z.output<typeof contract.leaveHousehold.body>,
) {
  desk.journal.command((writing) => {
    if (isWritten(writing, actId, id)) return
    const row = seenRow(writing, id, version)
    writeLeft(writing, actorOf(session, role), row, { eventId: actId, reason, into: null })
    if (endCards) endCardsOf(desk, writing, session, id, actId)
  })
  return told(desk, id)
}

/** Takes another household into one, which keeps its market day and gets its members. Throws as the others. */
export function mergeHousehold(
  desk: Desk,
  { session, role }: Acting,
  id: string,
  { actId, version, other, otherVersion, endCards }: z.output<typeof contract.mergeHousehold.body>,
) {
  if (other === id) throw new Refusal('invalid-input', { fields: 'other' })
  desk.journal.command((writing) => {
    if (isWritten(writing, actId, id)) return
    const row = seenRow(writing, id, version)
    const gone = seenRow(writing, other, otherVersion)
    const [details, more] = [detailsOf(row), detailsOf(gone)]
    const members = details.members + more.members
    if (members > 50) throw new Refusal('invalid-input', { fields: 'members' })
    const actor = actorOf(session, role)
    writeChanged(writing, actor, row, { eventId: actId, why: 'merged', details: { ...details, members } })
    writeLeft(writing, actor, gone, { eventId: undefined, reason: 'merged', into: id })
    if (endCards) endCardsOf(desk, writing, session, other, actId)
  })
  return told(desk, id)
}

/** Makes a household of a part of one; the old part keeps its market day. Throws as the others. */
export function splitHousehold(
  desk: Desk,
  actor: Actor,
  id: string,
  { actId, version, partId, part }: z.output<typeof contract.splitHousehold.body>,
) {
  desk.journal.command((writing) => {
    if (isWritten(writing, actId, id)) return
    const row = seenRow(writing, id, version)
    const details = detailsOf(row)
    const members = details.members - part.members
    if (members < 1) throw new Refusal('invalid-input', { fields: 'members' })
    assertNew(writing, part, null)
    writeChanged(writing, actor, row, { eventId: actId, why: 'split', details: { ...details, members } })
    writeEntered(writing, actor, { id: partId, eventId: partId, from: id, way: 'typed', details: part })
  })
  return told(desk, id)
}

type Changed = {
  readonly eventId: string | undefined
  readonly why: 'corrected' | 'list' | 'merged' | 'split'
  readonly details: HouseholdDetails
}

/** Writes what is known of a household now. */
export function writeChanged(
  writing: Writing,
  actor: Actor,
  { id, version }: HouseholdRow,
  { eventId, why, details }: Changed,
): void {
  const named = eventId === undefined ? {} : { id: eventId }
  const common = { subject: id, baseVer: version, actor, ...named }
  writing.append({ type: 'household.changed', ...common, body: { why }, personal: details })
}

function writeLeft(
  writing: Writing,
  actor: Actor,
  { id, version }: HouseholdRow,
  {
    eventId,
    ...body
  }: {
    eventId: string | undefined
    reason: 'moved-out' | 'merged' | 'entered-in-error'
    into: string | null
  },
): void {
  const named = eventId === undefined ? {} : { id: eventId }
  writing.append({
    type: 'household.left',
    subject: id,
    baseVer: version,
    actor,
    ...named,
    body,
    personal: null,
  })
}

/** The row as the person saw it. Throws `not-found`, `household-changed`. */
function seenRow(reader: Reader, id: string, version: number): HouseholdRow {
  const row = householdRow(reader, id)
  if (row.state === 'left' || row.version !== version)
    throw new Refusal('household-changed', { number: row.number })
  return row
}

/** Throws `household-there` when another household of the roster has the same head and address. */
function assertNew(reader: Reader, details: HouseholdDetails, own: string | null): void {
  const key = householdKey(details)
  const same = reader
    .all(inGroup({ group: details.group, state: 'here' }))
    .find((row) => row.id !== own && householdKey(detailsOf(row)) === key)
  if (same) throw new Refusal('household-there', { number: same.number })
}

function told(desk: Desk, id: string) {
  desk.notify('households')
  return readHousehold(desk, id)
}
