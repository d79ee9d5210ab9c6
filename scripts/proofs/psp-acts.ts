import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { acts, type Said } from '../../src/city/testing/journal.ts'
import { ward } from './psp-city.ts'
import type { Row, Written } from './psp-disk.ts'
import { saidAgain } from './psp-disk.ts'
import type { Random } from './random.ts'

/** A case as the counters of a ward see it; the version each of them last knew may be old. */
export type KnownCase = { readonly subject: string; version: number }

/** Something a counter does: mostly right, sometimes refused, parked, repeated, not understood, or poison. */
export function somethingDone(random: Random, cases: KnownCase[], own: readonly Row[]): Written {
  const known = cases[random.below(Math.max(1, cases.length))]
  const kind = random.below(14)
  if (known === undefined || kind < 3) {
    const subject = randomUUID()
    cases.push({ subject, version: 1 })
    return written(acts.register(subject, 'clerk-1', randomBytes(32)))
  }
  const { subject } = known
  if (kind < 5) return moved(known, acts.verify(subject, known.version, `police-${random.below(2)}`))
  if (kind < 7) return moved(known, acts.approve(subject, known.version, `official-${random.below(2)}`))
  if (kind < 10) return written(printedOnce(subject, known.version))
  if (kind === 10) return written(acts.verify(subject, random.below(4), 'clerk-1'))
  // A type of a later program; what this PC has said already; a case nobody has told yet; no event at all.
  if (kind === 11) return written({ ...acts.register(subject), type: 'case.from-the-future' })
  if (kind === 12) {
    const before = own[random.below(Math.max(1, own.length))]
    return before && before.id !== '' ? saidAgain(before) : written(acts.approve(randomUUID()))
  }
  return { id: '', text: { poison: randomUUID() } }
}

function moved(known: KnownCase, said: Said): Written {
  known.version += 1
  return written(said)
}

/** A print of which there is exactly one: the same under two ids would be one act counted twice. */
function printedOnce(subject: string, version: number): Said {
  const print = acts.print(subject, version)
  return { ...print, body: { ...print.body, where: `only-${randomUUID()}` } }
}

/** An act as a line says it, with a new id. */
export function written({ type, subject, baseVer, user, role, body, key }: Said): Written {
  const personal = key && {
    personal: { iv: randomBytes(12).toString('base64url'), ct: randomBytes(40).toString('base64url') },
    subjectKey: { sha256: createHash('sha256').update(key).digest('base64url') },
  }
  const text = {
    type,
    tv: 1,
    ward,
    subject,
    baseVer,
    lc: 1,
    at: { wall: '2026-11-21T08:00:00.000+07:00', mono: 1, boot: 'b', offsetMs: null, offsetAgeS: null },
    actor: { user, role, session: 's' },
    body: body ?? {},
    ...personal,
  }
  return { id: randomUUID(), text, ...(key ? { key: { subject, key } } : {}) }
}
