import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { correctColumns as correct, takeRoster as route } from '../../../contract/desk/households.ts'
import {
  householdSchema,
  type HouseholdDetails,
  type Stay,
} from '../../../contract/events/household-events.ts'
import type { JudgedList, JudgedRow } from '../../../contract/lists/judged-list.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { Desk } from '../../desk.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { judgeFile } from '../../lists/judge-file.ts'
import { nodeListProcess } from '../../lists/process/start-process.ts'
import { isWritten } from '../cases/act.ts'
import { householdKey, writeChanged, writeEntered } from './change.ts'
import { findPlan } from './plan.ts'
import { detailsOf, type HouseholdRow, roster } from './read.ts'

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
  const kept = { listId: randomUUID(), bytes, list }
  const lists = held.get(desk) ?? new Map<string, Held>()
  held.set(desk, lists.set(user, kept))
  return { listId: kept.listId, list }
}

function heldList(desk: Desk, user: string, listId: string): Held {
  const found = held.get(desk)?.get(user)
  if (found?.listId !== listId) throw new Refusal('roster-list-gone')
  return found
}

type Asked = z.output<typeof route.body>
type Taken = z.output<typeof route.answer>

/**
 * Puts a list on the roster in one transaction: new households are entered, known ones corrected, nobody is taken off.
 * Bad rows and those left out stay outside. The same act again writes nothing. Throws `roster-list-gone`,
 * `roster-rows-bad`.
 */
export function takeRoster(desk: Desk, actor: Actor, listId: string, asked: Asked): Taken {
  const { list } = heldList(desk, actor.user, listId)
  const zones = findPlan(desk)?.pack.zones ?? []
  const rows = list.rows.flatMap((row, index) => {
    const details = asked.without.includes(row.row) ? null : detailsOfRow(row, { asked, zones, index })
    return details ? [details] : []
  })
  if (rows.length === 0) throw new Refusal('roster-rows-bad')
  const taken = desk.journal.command((writing) => write(writing, actor, asked.actId, rows))
  desk.notify('households')
  return { ...taken, left: list.rows.length - rows.length }
}

function write(
  writing: Writing,
  actor: Actor,
  actId: string,
  rows: readonly HouseholdDetails[],
): Omit<Taken, 'left'> {
  const counts = { entered: 0, changed: 0, same: 0 }
  const known = new Map(roster(writing).map((row) => [householdKey(detailsOf(row)), row] as const))
  // The first household of a list has the id of the act: sent again, it is there already.
  let id: string = actId
  if (isWritten(writing, actId, actId)) return { ...counts, same: rows.length }
  for (const details of rows) {
    const row = known.get(householdKey(details))
    if (!row) {
      writeEntered(writing, actor, { id, eventId: id, from: null, way: 'list', details })
      id = randomUUID()
      counts.entered += 1
      continue
    }
    const changed = corrected(row, details)
    if (!changed) counts.same += 1
    else {
      writeChanged(writing, actor, row, { eventId: undefined, why: 'list', details: changed })
      counts.changed += 1
    }
  }
  return counts
}

/** What a list changes of a household; null: nothing. What the list does not say stays as it is. */
function corrected(row: HouseholdRow, told: HouseholdDetails): HouseholdDetails | null {
  const before = detailsOf(row)
  const now: HouseholdDetails = {
    ...before,
    members: told.members,
    shopper: told.shopper.idNumber === null ? before.shopper : told.shopper,
    zone: told.zone ?? before.zone,
    phone: told.phone ?? before.phone,
    note: told.note ?? before.note,
  }
  return JSON.stringify(now) === JSON.stringify(before) ? null : now
}

type Around = {
  readonly asked: Pick<Asked, 'group' | 'zone'>
  readonly zones: RulePack['zones']
  readonly index: number
}

/** A row as a household of the roster; null when it is bad, or holds what the roster cannot. */
function detailsOfRow(
  { verdict, values }: JudgedRow,
  { asked, zones, index }: Around,
): HouseholdDetails | null {
  if (verdict === 'bad') return null
  const isHead = values.shopper === undefined || fold(values.shopper) === fold(values.fullName ?? '')
  const parsed = householdSchema.safeParse({
    head: values.fullName,
    address: values.residence,
    group: values.group ?? asked.group,
    stairwell: null,
    order: index + 1,
    members: Number(values.members ?? 1),
    shopper: {
      fullName: values.shopper ?? values.fullName,
      idNumber: values.shopperIdNumber ?? (isHead ? (values.idNumber ?? null) : null),
      birthDate: isHead ? (values.birthDate ?? null) : null,
    },
    zone: zoneOf(values.zone, zones) ?? asked.zone,
    stay: stayOf(values.stay),
    phone: values.phone ?? null,
    note: values.note ?? null,
  })
  return parsed.success ? parsed.data : null
}

/** The code of a zone by its code or label. */
function zoneOf(said: string | undefined, zones: RulePack['zones']): string | null {
  if (said === undefined) return null
  const wanted = fold(said)
  return (
    zones.find(({ code, label }) => fold(code) === wanted || fold(label).startsWith(wanted))?.code ?? null
  )
}

/** The kind of stay as lists write it. */
function stayOf(said: string | undefined): Stay {
  const words = fold(said ?? '')
  if (/tro|thue/.test(words)) return 'rented-room'
  if (/nho/.test(words)) return 'lodger'
  return /tam/.test(words) ? 'temporary' : 'permanent'
}
