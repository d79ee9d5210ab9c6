import type { Check, CheckPlace } from '../contract/sync/checks.ts'
import type { Judgement } from '../domain/verdict.ts'
import { builtAt } from '../office/built-at.ts'
import { hexOfBytes } from '../office/token/hex.ts'
import { judge } from '../office/token/judge.ts'
import { paperDigest } from '../office/token/paper-digest.ts'
import { parse } from '../office/token/token.ts'
import type { Lists } from '../office/token/types.ts'

/** A scanned text and what came of it: the answer to show, and the check to log. */
export type Checked = { readonly judgement: Judgement; readonly check: Check }

/** Judges a text as the desk does, by this device's lists, place and clock (milliseconds since 1970). */
export function checkText(text: string, lists: Lists, place: CheckPlace, now: number): Checked {
  const clock = { now, builtAt, serverTime: null }
  const here = { ward: place.ward === null ? null : Number(place.ward), codes: place.codes }
  const judgement = judge(parse(text), clock, here, lists)
  const { answer, reason } = judgement
  const at = new Date(now).toISOString()
  return {
    judgement,
    check: { id: newId(), at, answer, reason, paper: paperOf(judgement), compared: 'not-done' },
  }
}

function paperOf({ paper }: Judgement): Check['paper'] {
  if (!paper) return null
  const { kind, series, index, visits } = paper.content
  return {
    digest: paperDigest(paper.issuer.kid, series, index),
    kind,
    ward: String(paper.issuer.ward).padStart(5, '0'),
    visits: visits ? [visits[0], visits[1]] : null,
  }
}

/** A random UUID (RFC 9562, version 4). The oldest browsers of the checkpoints have no `randomUUID`. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return hexOfBytes(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
