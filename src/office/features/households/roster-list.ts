import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { correctColumns as correct, takeRoster as route } from '../../../contract/desk/households.ts'
import type { compareRoster as comparison } from '../../../contract/desk/roster-comparison.ts'
import type { JudgedList } from '../../../contract/lists/judged-list.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import type { Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import { judgeFile } from '../../lists/judge-file.ts'
import { nodeListProcess } from '../../lists/process/start-process.ts'
import { isWritten } from '../cases/act.ts'
import { householdKey, writeChanged, writeEntered } from './change.ts'
import { findPlan } from './plan.ts'
import { detailsOf, type HouseholdRow, roster } from './read.ts'
import { changedFields, corrected, householdsOf, markElsewhere, markZones, type Told } from './roster-rows.ts'

type Held = { readonly listId: string; readonly bytes: Uint8Array; readonly list: JudgedList }
export type HeldList = Pick<Held, 'listId' | 'list'>

/** The list each person read last, in memory only: nothing of it is stored before it is taken. */
const held = new WeakMap<Desk, Map<string, Held>>()

/** Reads a file as a roster; it takes the place of the one this person read before. Refuses: `list-…`. */
export async function readRoster(desk: Desk, user: string, bytes: Uint8Array): Promise<HeldList> {
  return keep(desk, user, bytes, { mapping: null, part: null })
}

/** Judges the same file with other columns, or another list in it. Throws `roster-list-gone`, `list-…`. */
export async function correctColumns(
  desk: Desk,
  user: string,
  listId: string,
  how: z.output<typeof correct.body>,
): Promise<HeldList> {
  return keep(desk, user, heldList(desk, user, listId).bytes, how)
}

async function keep(
  desk: Desk,
  user: string,
  bytes: Uint8Array,
  { mapping, part: at }: z.output<typeof correct.body>,
): Promise<HeldList> {
  const start = desk.extensions.startListProcess ?? nodeListProcess()
  if (!start) throw new Refusal('batch-no-reader')
  const today = dateAt(desk.ports.clock.now())
  const part = { attachment: null, sheet: null, at }
  const list = await judgeFile({ name: null, bytes }, { kind: 'households', mapping, today, part }, start)
  const marked = markElsewhere(markZones(list, zonesOf(desk)), roster(desk.store))
  const kept = { listId: randomUUID(), bytes, list: marked }
  const lists = held.get(desk) ?? new Map<string, Held>()
  held.set(desk, lists.set(user, kept))
  return { listId: kept.listId, list: kept.list }
}

function heldList(desk: Desk, user: string, listId: string): Held {
  const found = held.get(desk)?.get(user)
  if (found?.listId !== listId) throw new Refusal('roster-list-gone')
  return found
}

type Asked = z.output<typeof comparison.body>
type Taken = z.output<typeof route.answer>

function zonesOf(desk: Desk): RulePack['zones'] {
  return findPlan(desk)?.pack.zones ?? []
}

/** The households of a list as they would be taken. Throws `roster-list-gone`, `roster-rows-bad`. */
function toldBy(desk: Desk, user: string, listId: string, asked: Asked) {
  const { list } = heldList(desk, user, listId)
  const { households, rows } = householdsOf(list, asked, zonesOf(desk))
  if (rows === 0) throw new Refusal('roster-rows-bad')
  // A household that the list names again is known by then.
  return { households, again: rows - households.length, left: list.rows.length - rows }
}

/**
 * Puts a list on the roster in one transaction: new households are entered, known ones corrected, nobody is taken off.
 * Bad rows and those left out stay outside. The same act again writes nothing. Throws `roster-list-gone`,
 * `roster-rows-bad`.
 */
export function takeRoster(
  desk: Desk,
  actor: Actor,
  listId: string,
  { actId, ...asked }: z.output<typeof route.body>,
): Taken {
  const { households, again, left } = toldBy(desk, actor.user, listId, asked)
  const taken = desk.journal.command((writing) => write(writing, actor, actId, households))
  desk.notify('households')
  return { ...taken, same: taken.same + again, left }
}

/** Most changes that are shown before a list is taken: nobody reads through more. */
const mostShown = 100

/** What taking a list would do, without doing it. Throws as `takeRoster`. */
export function compareRoster(
  desk: Desk,
  user: string,
  listId: string,
  asked: Asked,
): z.output<typeof comparison.answer> {
  const { households, again, left } = toldBy(desk, user, listId, asked)
  const { entered, changed, same } = outcome(desk.store, households)
  const changes = changed.slice(0, mostShown).map(({ row, told, now }) => ({
    row: told.row,
    number: row.number,
    head: now.head,
    fields: changedFields(detailsOf(row), now),
  }))
  return { entered: entered.length, changed: changed.length, same: same + again, left, changes }
}

type Outcome = {
  readonly entered: readonly Told[]
  readonly changed: readonly { row: HouseholdRow; told: Told; now: Told['details'] }[]
  readonly same: number
}

function outcome(reader: Reader, households: readonly Told[]): Outcome {
  const known = new Map(roster(reader).map((row) => [householdKey(detailsOf(row)), row] as const))
  const entered: Told[] = []
  const changed: { row: HouseholdRow; told: Told; now: Told['details'] }[] = []
  for (const told of households) {
    const row = known.get(householdKey(told.details))
    const now = row && corrected(detailsOf(row), told)
    if (!row) entered.push(told)
    else if (now) changed.push({ row, told, now })
  }
  return { entered, changed, same: households.length - entered.length - changed.length }
}

function write(
  writing: Writing,
  actor: Actor,
  actId: string,
  households: readonly Told[],
): Omit<Taken, 'left'> {
  if (isWritten(writing, actId, actId)) return { entered: 0, changed: 0, same: households.length }
  const { entered, changed, same } = outcome(writing, households)
  // The first household of a list has the id of the act: sent again, it is there already.
  let id: string = actId
  for (const { details } of entered) {
    writeEntered(writing, actor, { id, eventId: id, from: null, way: 'list', details })
    id = randomUUID()
  }
  for (const { row, now } of changed)
    writeChanged(writing, actor, row, { eventId: undefined, why: 'list', details: now })
  return { entered: entered.length, changed: changed.length, same }
}
