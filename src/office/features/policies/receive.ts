import { createHash } from 'node:crypto'
import { type CivilDate, dateAt, dayNumber, instantOf } from '../../../domain/calendar.ts'
import { lintPack } from '../../../contract/policy/lint.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { packEnvelopeSchema } from '../../../contract/sync/pack.ts'
import { sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { systemActor, type Actor, type Writing } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import { readPackEnvelope } from '../../sync/pack-envelope.ts'

export type PackSource = Tables['rule_pack']['source']
type PackState = Tables['rule_pack']['state']

/** A pack that is here: by the hash of its text. */
export type ReceivedPack = {
  readonly sha256: string
  readonly pack: string
  readonly version: number
  readonly state: PackState
}

/** SHA-256 of a pack's text, base64url: what events and routes name it by. */
export function packHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/**
 * Takes a pack as it came: an envelope signed by the city, or bare text. One the city has signed is ready; any other
 * needs two administrators, except in a training office, which takes what the program ships as signed. Taking it twice
 * changes nothing. Throws `pack-refused` with line and reason; a pack of a later format is kept and told as `too-new`.
 * The pack in force stays as it is.
 */
export function receivePack(desk: Desk, actor: Actor, file: Uint8Array, source: PackSource): ReceivedPack {
  const { text, isSigned } = open(desk, file, source)
  const sha256 = packHash(text)
  const known = desk.store.first(sql.selectFrom('rule_pack').selectAll().where('sha256', '=', sha256))
  if (known && known.state !== 'too-new')
    return { sha256, pack: known.pack, version: known.pack_version, state: known.state }
  const judged = judge(desk, text, source)
  const state: PackState = judged.pack === null ? 'too-new' : isSigned ? 'ready' : 'needs-approval'
  const { id, version, effectiveFrom } = judged.head
  desk.journal.command((writing) => {
    writing.run(sql.deleteFrom('rule_pack').where('sha256', '=', sha256))
    writing.run(
      sql.insertInto('rule_pack').values({
        sha256,
        pack: id,
        pack_version: version,
        bytes: Buffer.from(text),
        source,
        received_at: vietnamTime(desk.ports.clock.now()),
        state,
      }),
    )
    writing.append({
      type: 'pack.received',
      subject: 'office',
      baseVer: 0,
      actor,
      body: { pack: id, packVersion: version, sha256, source, effectiveFrom },
      personal: null,
    })
    // What the city has signed comes into force by itself on its day: the decision of the night is there in the morning.
    if (source === 'city' && state === 'ready')
      activate(writing, desk, { sha256, id, version, effectiveFrom })
  })
  // The text has no second copy in the journal.
  desk.store.settle()
  desk.policies.reload()
  desk.notify('policies')
  return { sha256, pack: id, version, state }
}

type Head = { readonly id: string; readonly version: number; readonly effectiveFrom: string }

function activate(writing: Writing, desk: Desk, head: Head & { readonly sha256: string }): void {
  // The linter has checked that it is a day.
  const begins = instantOf(head.effectiveFrom as CivilDate)
  writing.append({
    type: 'pack.activated',
    subject: 'office',
    baseVer: 0,
    actor: systemActor,
    body: {
      pack: head.id,
      packVersion: head.version,
      sha256: head.sha256,
      from: vietnamTime(Math.max(begins, desk.ports.clock.now())),
      rollback: false,
    },
    personal: null,
  })
}

/** The text inside, and whether somebody who may has signed it. */
function open(desk: Desk, file: Uint8Array, source: PackSource): { text: string; isSigned: boolean } {
  const text = new TextDecoder('utf-8').decode(file)
  if (!isEnvelope(text)) {
    const isTrainingSample = source === 'shipped' && desk.facts().training
    return { text, isSigned: isTrainingSample }
  }
  const day = dayNumber(dateAt(desk.ports.clock.now()))
  const read = readPackEnvelope(file, desk.tokens.lists().trust, day)
  if (read.outcome === 'refused')
    throw new Refusal('pack-refused', { line: 1, reason: envelopeReasons[read.reason] })
  return { text: read.text, isSigned: true }
}

const envelopeReasons = {
  size: 'tệp quá lớn',
  format: 'không phải tệp bộ quy tắc',
  'no-trust-list': 'máy này chưa có danh sách tin cậy của thành phố',
  unsigned: 'không có chữ ký của thành phố',
  forged: 'chữ ký sai, nội dung đã bị sửa',
} as const

function isEnvelope(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text)
    return packEnvelopeSchema.safeParse(parsed).success
  } catch {
    return false
  }
}

function judge(desk: Desk, text: string, source: PackSource): { pack: RulePack | null; head: Head } {
  const known = desk.policies.all().map(({ id, version, effectiveFrom, effectiveUntil }) => ({
    id,
    version,
    effectiveFrom,
    ...(effectiveUntil === undefined ? {} : { effectiveUntil }),
  }))
  const today = dateAt(desk.ports.clock.now())
  const outcome = lintPack(text, {
    today,
    known,
    local: source === 'office',
    shipped: source === 'shipped',
  })
  switch (outcome.outcome) {
    case 'ok':
      return { pack: outcome.pack, head: outcome.pack }
    case 'too-new':
      return { pack: null, head: headOf(text) }
    case 'refused':
      throw new Refusal('pack-refused', {
        line: outcome.line,
        reason: outcome.reason,
      })
  }
}

/** What can be told of a pack of a later format; every format has these three. */
function headOf(text: string): Head {
  const parsed = JSON.parse(text) as Partial<Record<keyof Head, unknown>>
  const { id, version, effectiveFrom } = parsed
  if (typeof id !== 'string' || typeof version !== 'number' || typeof effectiveFrom !== 'string')
    throw new Refusal('pack-refused', { line: 1, reason: 'thiếu id, version hoặc effectiveFrom' })
  return { id, version, effectiveFrom }
}
