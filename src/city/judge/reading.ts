import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { eventTypes, isEventName } from '../../contract/events.ts'
import { upcastEvent } from '../../contract/events/upcast.ts'
import { type EventLine, eventLineSchema, sha256Text } from '../../contract/sync/event-line.ts'
import type { EventProblem } from '../../contract/sync/problem.ts'
import { lineHash } from '../../office/journal/line.ts'
import { eventProblem } from './problems.ts'

/** What a line must show to be chained and stored, whatever else it is (R3). */
const envelopeSchema = z.looseObject({
  stream: z.string(),
  seq: z.int().positive(),
  prev: sha256Text,
  id: z.unknown().optional(),
  subject: z.unknown().optional(),
})

/** A line as taken in. `event` null: stored, but this server cannot understand it; `problem` says why. */
export type ReadLine = {
  readonly line: string
  readonly hash: string
  readonly stream: string
  readonly seq: number
  readonly prev: string
  readonly id: string | null
  readonly subject: string | null
  readonly event: EventLine | null
  readonly problem: EventProblem | null
}

/** Reads a line as far as chaining needs it; null when it is not even that: not a well-formed line. */
export function readForIntake(line: string): ReadLine | null {
  const value = parse(line)
  const envelope = envelopeSchema.safeParse(value)
  if (!envelope.success) return null
  const { stream, seq, prev } = envelope.data
  const place = { line, hash: lineHash(line), stream, seq, prev }
  const subject = z.string().max(64).safeParse(envelope.data.subject).data ?? null
  const id = z.uuid().safeParse(envelope.data.id).data ?? null
  const read = readEvent(value)
  return 'event' in read
    ? { ...place, id, subject, event: read.event, problem: null }
    : { ...place, id, subject, event: null, problem: read.problem }
}

/** Whether two readable lines say the same thing, in whichever stream they stand (idempotency level 2). */
export function saysTheSame(one: EventLine, other: EventLine): boolean {
  return isDeepStrictEqual(meaning(one), meaning(other))
}

/** The same of lines this server cannot read: all they hold but their place in a stream. */
export function isSameButForPlace(one: string, other: string): boolean {
  return isDeepStrictEqual(withoutPlace(one), withoutPlace(other))
}

function withoutPlace(line: string): unknown {
  const value = safely(() => z.record(z.string(), z.unknown()).parse(parse(line)))
  if (!value) return line
  const { stream: _stream, seq: _seq, prev: _prev, ...rest } = value
  return rest
}

function meaning(event: EventLine) {
  const { type, tv, ward, subject, baseVer, actor, body, personal, subjectKey, blobs } = event
  return {
    type,
    tv,
    ward,
    subject,
    baseVer,
    user: actor.user,
    role: actor.role,
    body,
    personal,
    subjectKey,
    blobs,
  }
}

function readEvent(value: unknown): { event: EventLine } | { problem: EventProblem } {
  const parsed = safely(() => eventLineSchema.safeParse(value))
  if (!parsed?.success) return { problem: eventProblem('invalid-line', pointerOf(parsed?.error)) }
  if (!isEventName(parsed.data.type)) return { problem: eventProblem('unknown-type', '/type') }
  const { body: schema } = eventTypes[parsed.data.type]
  const upcast = safely(() => ({ event: upcastEvent(parsed.data) }))
  if (upcast && !upcast.event) return { problem: eventProblem('unknown-version', '/tv') }
  const event = upcast?.event
  if (!event) return { problem: eventProblem('invalid-body', '/body') }
  const body = safely(() => schema.safeParse(event.body))
  if (!body?.success) return { problem: eventProblem('invalid-body', `/body${pointerOf(body?.error) ?? ''}`) }
  return { event }
}

function parse(line: string): unknown {
  return safely(() => JSON.parse(line) as unknown) // JSON.parse is typed `any`; only schemas look at it
}

/** A hostile nesting may exhaust the stack of a schema: that is an invalid line, not a fault of the server. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function pointerOf(error: z.ZodError | undefined): string | undefined {
  const path = error?.issues[0]?.path
  return path === undefined ? undefined : path.map((part) => `/${String(part)}`).join('')
}
