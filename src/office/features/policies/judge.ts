import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type CivilDate, dateAt, dayNumber } from '../../../domain/calendar.ts'
import { lintPack, type PackVerdict } from '../../../contract/policy/lint.ts'
import { localOrigin } from '../../../contract/policy/local.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { maxPackBytes, packEnvelopeSchema, packHeadSchema } from '../../../contract/sync/pack.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { readPackEnvelope } from '../../sync/pack-envelope.ts'

export type PackSource = Tables['rule_pack']['source']

/** What every format of pack says of itself. */
export type PackHead = z.output<typeof headSchema>
const headSchema = packHeadSchema.pick({ id: true, version: true, effectiveFrom: true })

/** SHA-256 of a pack's text, base64url: what events and routes name it by. */
export function packHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** The text inside a file, whether or not anybody has signed it. */
export function textOfFile(file: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(file)
  return packEnvelopeSchema.safeParse(jsonOf(text)).data?.text ?? text
}

/**
 * The text inside a file, and whether somebody who may has signed it. Throws `pack-refused` for an envelope that is not
 * the city's, and for a bare text in the city's name.
 */
export function openPackFile(
  desk: Desk,
  file: Uint8Array,
  source: PackSource,
): { readonly text: string; readonly isSigned: boolean } {
  const text = new TextDecoder('utf-8').decode(file)
  if (!packEnvelopeSchema.safeParse(jsonOf(text)).success) {
    if (source === 'city') throw refused(1, envelopeReasons.unsigned)
    if (file.length > maxPackBytes) throw refused(1, envelopeReasons.size)
    const isTrainingSample = source === 'shipped' && desk.facts().training
    return { text, isSigned: isTrainingSample }
  }
  const day = dayNumber(dateAt(desk.ports.clock.now()))
  const read = readPackEnvelope(file, desk.tokens.lists().trust, day)
  if (read.outcome === 'refused') throw refused(1, envelopeReasons[read.reason])
  return { text: read.text, isSigned: true }
}

const envelopeReasons = {
  size: 'tệp quá lớn',
  format: 'không phải tệp bộ quy tắc',
  'no-trust-list': 'máy này chưa có danh sách tin cậy của thành phố',
  unsigned: 'không có chữ ký của thành phố',
  forged: 'chữ ký sai, nội dung đã bị sửa',
} as const

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Judges the text of a pack among those that are here; `publishedOn`: as on that day. One that cases of this office
 * name and that is not here is no news, however late it comes.
 */
export function judgePack(
  desk: Desk,
  text: string,
  source: PackSource,
  publishedOn: CivilDate | null = null,
): PackVerdict {
  const now = desk.ports.clock.now()
  const head = headIn(text)
  const isMissed = desk.policies
    .missing(desk.sureTime.sure())
    .some(({ pack, version }) => pack === head?.id && version === head.version)
  return lintPack(text, {
    // Who was away when the city published it is no later for it than who was there.
    today: publishedOn ?? dateAt(now),
    known: isMissed ? [] : desk.policies.all(),
    shipped: source === 'shipped' || isMissed,
    local: source === 'office',
  })
}

/**
 * What a pack is called and whether it is of a later format. Throws `pack-refused` with line and reason; where the text
 * has no fault but that its name is taken, `pack-other-text`.
 */
export function assertPack(
  desk: Desk,
  text: string,
  source: PackSource,
  { publishedOn, isTaken }: { readonly publishedOn: CivilDate | null; readonly isTaken: boolean },
): { readonly head: PackHead; readonly isTooNew: boolean } {
  const verdict = judgePack(desk, text, source, publishedOn)
  const isOnlyTaken =
    isTaken && (verdict.outcome !== 'refused' || verdict.faults.every(({ path }) => path === 'version'))
  if (isOnlyTaken) {
    const { id: pack, version } = headOf(text)
    throw new Refusal('pack-other-text', { pack, version })
  }
  switch (verdict.outcome) {
    case 'ok':
      return { head: verdict.pack, isTooNew: false }
    case 'too-new':
      return { head: headOf(text), isTooNew: true }
    case 'refused':
      throw refused(verdict.line, verdict.reason)
  }
}

/** A pack that is not taken. */
function refused(line: number, reason: string): Refusal {
  return new Refusal('pack-refused', { line, reason })
}

/** What can be told of a pack of a later format; every format has these three. Throws `pack-refused`. */
function headOf(text: string): PackHead {
  const head = headIn(text)
  // Numbers of an office's own edits are nobody else's, in any format.
  if (!head || localOrigin(head.version) !== null)
    throw refused(1, 'thiếu hoặc sai id, version, effectiveFrom')
  return head
}

/** What a text says it is, whatever its format; null where it does not say it. */
export function headIn(text: string): PackHead | null {
  return headSchema.safeParse(jsonOf(text)).data ?? null
}
