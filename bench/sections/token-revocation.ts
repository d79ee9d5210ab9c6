import { createHash } from 'node:crypto'
import { day, issuer, listKey, trustWith, wardKey } from '../../src/office/token/testing/example-city.ts'
import {
  acceptRevocationList,
  type RevokedPaper,
  revocationEntries,
  revocationReasons,
  signRevocationList,
} from '../../src/office/token/revocation.ts'
import type { RevocationReason } from '../../src/office/token/types.ts'
import { createWatch, perSecond } from '../measure.ts'
import { random } from '../people.ts'
import type { Row } from '../table.ts'

/** How the revoked papers of a city lie among those it issued. */
type City = {
  readonly name: string
  readonly keys: number
  readonly papers: number
  readonly series: number
  /** Share of each reason, 1 withdrawn, 2 replaced, 3 lost, 4 in error; the rest is the first. */
  readonly reasons: readonly (readonly [RevocationReason, number])[]
  /** Papers that go together: a withdrawn batch, a street, an employer. */
  readonly together: number
}

const revoked = 100_000
const limitKb = 200
const oneReason = [[1, 1]] as const
const mixed = [
  [2, 0.6],
  [1, 0.25],
  [3, 0.1],
  [4, 0.05],
] as const

/** 126 keys are one for each ward of the largest city, 3,321 one for each ward of the country. */
const cities: readonly City[] = [
  {
    name: '126 keys, 1 M papers, scattered, one reason',
    keys: 126,
    papers: 1e6,
    series: 1,
    reasons: oneReason,
    together: 1,
  },
  {
    name: '126 keys, 1 M papers, scattered, four reasons',
    keys: 126,
    papers: 1e6,
    series: 2,
    reasons: mixed,
    together: 1,
  },
  {
    name: '126 keys, 2 M papers, scattered, four reasons',
    keys: 126,
    papers: 2e6,
    series: 4,
    reasons: mixed,
    together: 1,
  },
  {
    name: '126 keys, 10 M papers (one for each inhabitant), scattered, four reasons',
    keys: 126,
    papers: 1e7,
    series: 4,
    reasons: mixed,
    together: 1,
  },
  {
    name: '504 keys, 2 M papers, scattered, four reasons',
    keys: 504,
    papers: 2e6,
    series: 2,
    reasons: mixed,
    together: 1,
  },
  {
    name: '504 keys, 2 M papers, in batches of 1–40',
    keys: 504,
    papers: 2e6,
    series: 2,
    reasons: mixed,
    together: 40,
  },
  {
    name: '3,321 keys, 2 M papers, scattered, one reason',
    keys: 3321,
    papers: 2e6,
    series: 1,
    reasons: oneReason,
    together: 1,
  },
  {
    name: '3,321 keys, 2 M papers, scattered, four reasons',
    keys: 3321,
    papers: 2e6,
    series: 1,
    reasons: mixed,
    together: 1,
  },
  {
    name: '3,321 keys, 2 M papers, in batches of 1–40',
    keys: 3321,
    papers: 2e6,
    series: 1,
    reasons: mixed,
    together: 40,
  },
]

/**
 * One signed file of 100,000 revocations: how large, how long to accept, how long to ask. Bytes by the format: 1 to 3 for a
 * paper by the gap before it (under 24, under 256, more), and 10 for each key, series and reason.
 */
export function tokenRevocationSection(quick: boolean): Row[] {
  return cities.flatMap((city) => rowsOf(city, quick))
}

function rowsOf(city: City, quick: boolean): Row[] {
  const papers = revokedPapers(city)
  const entries = revocationEntries(papers)
  const signedAt = day('2026-11-23') * 86_400
  const wire = signRevocationList({ seq: 1, maxAgeHours: 48, entries }, signedAt, listKey)
  const trust = trustWith([issuer(wardKey)])
  const accepting = createWatch()
  for (let round = 0; round < (quick ? 2 : 8); round++) {
    const begun = performance.now()
    const before = process.cpuUsage()
    acceptRevocationList(wire, trust, 0)
    const { user, system } = process.cpuUsage(before)
    accepting.note(performance.now() - begun, (user + system) / 1000)
  }
  const accepted = acceptRevocationList(wire, trust, 0)
  if (!accepted.accepted) throw new Error(`list refused: ${accepted.reason}`)
  const { list } = accepted
  let at = 0
  const lookUps = perSecond(
    () => {
      const paper = papers[at++ % papers.length]
      if (paper) revocationReasons(list, paper.kid, paper.series, paper.index + (at & 1))
    },
    quick ? 200 : 1000,
  )
  const { p50, p99, cpu } = accepting.figures()
  const kb = wire.length / 1000
  const verdict = kb <= limitKb ? 'fits' : `over the ${limitKb} kB of the issue`
  const note = `${kb.toFixed(1)} kB, ${entries.length.toLocaleString('en')} entries, ${verdict}; accepting it`
  const each = `${(1e6 / lookUps).toFixed(2)} µs each`
  return [
    { section: 'revocation', way: city.name, p50, p99, cpu, note },
    { section: 'revocation', way: `${city.name}: look-up`, perSecond: lookUps, note: each },
  ]
}

function revokedPapers({ keys, papers, series, reasons, together }: City): RevokedPaper[] {
  const next = random(100)
  const kids = Array.from({ length: keys }, (_, key) =>
    createHash('sha256').update(`ward ${key}`).digest('hex').slice(0, 8),
  )
  const perSeries = Math.floor(papers / keys / series)
  const found = new Map<string, RevokedPaper>()
  while (found.size < revoked) {
    const kid = kids[Math.floor(next() * keys)] ?? ''
    const inSeries = 1 + Math.floor(next() * series)
    const reason = reasonOf(reasons, next())
    const first = Math.floor(next() * perSeries)
    const count = 1 + Math.floor(next() * together)
    for (let index = first; index < Math.min(perSeries, first + count) && found.size < revoked; index++)
      found.set(`${kid}:${inSeries}:${index}`, { kid, series: inSeries, index, reason })
  }
  return [...found.values()]
}

function reasonOf(reasons: City['reasons'], drawn: number): RevocationReason {
  let left = drawn
  for (const [reason, share] of reasons) {
    left -= share
    if (left < 0) return reason
  }
  return reasons[0]?.[0] ?? 1
}
