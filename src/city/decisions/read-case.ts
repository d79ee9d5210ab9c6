import { z } from 'zod'
import { scheduleSchema } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import type { CityCase, CityCaseFile } from '../../contract/sync/operator.ts'
import { readLine } from '../../office/journal/line.ts'
import { type Desk, serverTime } from '../desk.ts'
import { writeAudit } from '../operators/audit.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import type { CityCaseRow, LineRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'
import { openKeptKey } from '../subject-keys.ts'
import { openNote, openRegistration } from './personal.ts'

/** What the work list shows of a registration; an unreadable one shows nothing of it. */
const headSchema = z.object({
  number: z.string().nullable().catch(null),
  category: z.int().nullable().catch(null),
  pack: z.string().nullable().catch(null),
  packVersion: z.int().nullable().catch(null),
  dueAt: z.string().nullable().catch(null),
  schedule: scheduleSchema.nullable().catch(null),
})

const mostListed = 200
/** Far more than any case has; a ward that writes on without end does not make the city read on. */
export const mostLines = 1_000

/** The cases in a state, of the waiting ones the longest waiting first, of others the newest; nothing personal. */
export async function listCases(desk: Desk, state: CityCaseRow['state']): Promise<CityCase[]> {
  return desk.store.read(async (rows) => {
    const names = await wardNames(rows)
    const items: CityCase[] = []
    for (const row of await rows.cityCases(state, mostListed))
      items.push(shown(row, names, headOf(await eventsOf(rows, row))))
    return items
  })
}

/**
 * One case with what its registration says of the person, and the ward's notes. That it was opened, and by whom,
 * stands in the audit. Refuses `not-found`.
 */
export async function readCase(
  desk: Desk,
  place: { readonly ward: string; readonly submission: string },
  operator: string,
): Promise<CityCaseFile> {
  const { row, events, names } = await desk.store.read(async (rows) => {
    const found = await rows.cityCase(place.ward, place.submission)
    if (!found) throw new OperatorRefused('not-found')
    return { row: found, events: await eventsOf(rows, found), names: await wardNames(rows) }
  })
  await desk.store.write((rows) =>
    writeAudit(rows, serverTime(desk), operator, 'case.read', { ward: row.ward, case: row.subject }),
  )
  const head = headOf(events)
  const key = await keyOf(desk, row)
  return {
    ...shown(row, names, head),
    dueAt: head.dueAt,
    schedule: head.schedule,
    personal: personalOf(key, events),
    notes: key === null || key === 'broken' ? [] : notesOf(key, events),
  }
}

/** The key of the case's subject; null: not here; `broken`: those kept do not fit their commitment. */
async function keyOf(desk: Desk, row: CityCaseRow): Promise<Uint8Array | 'broken' | null> {
  try {
    return await openKeptKey(desk, row.ward, row.subject)
  } catch {
    desk.log({ level: 'warn', what: 'subject-key-broken', ward: row.ward, case: row.subject })
    return 'broken'
  }
}

function personalOf(
  key: Uint8Array | 'broken' | null,
  events: readonly EventLine[],
): CityCaseFile['personal'] {
  if (key === null) return { outcome: 'sealed' }
  const last = key === 'broken' ? null : applications(events).at(-1)
  const opened = last && key !== 'broken' ? openRegistration(key, last) : null
  return opened ? { outcome: 'opened', ...opened } : { outcome: 'unreadable' }
}

function notesOf(key: Uint8Array, events: readonly EventLine[]): CityCaseFile['notes'] {
  return events.flatMap((event) => {
    const text = openNote(key, event)
    return text === null ? [] : [{ type: event.type, at: event.at.wall, user: event.actor.user, text }]
  })
}

/** The registration with what later completions changed of it. */
function headOf(events: readonly EventLine[]): z.infer<typeof headSchema> {
  const said = applications(events).map(({ body }) => body)
  return headSchema.parse({
    number: null,
    category: null,
    pack: null,
    packVersion: null,
    dueAt: null,
    schedule: null,
    ...Object.assign({}, ...said),
  })
}

function applications(events: readonly EventLine[]): EventLine[] {
  return events.filter(({ type }) => type === 'case.registered' || type === 'case.completed')
}

/** The accepted lines of the case, oldest first. */
async function eventsOf(rows: Rows, { ward, subject }: CityCaseRow): Promise<EventLine[]> {
  const lines: LineRow[] = await rows.linesOfSubject(ward, subject, mostLines)
  return lines.flatMap(({ line, status }) => {
    const event = status === 'accepted' ? readLine(line) : null
    return event ? [event] : []
  })
}

async function wardNames(rows: Rows): Promise<ReadonlyMap<string, string>> {
  return new Map((await rows.wards()).map(({ code, name }) => [code, name]))
}

function shown(
  row: CityCaseRow,
  names: ReadonlyMap<string, string>,
  head: z.infer<typeof headSchema>,
): CityCase {
  const { ward, subject, submission, submittedAt, state, decision, reference, decidedBy, decidedAt } = row
  const { number, category, pack, packVersion } = head
  const about = { number, category, pack, packVersion }
  const outcome = { state, decision, reference, decidedBy, decidedAt }
  const wardName = names.get(ward) ?? ward
  return { ward, wardName, caseId: subject, submission, ...about, submittedAt, ...outcome }
}
