import {
  clock,
  day,
  issuedAt,
  issuer,
  listIssuer,
  listKey,
  listsWith,
  place,
  rootKey,
  roots,
  wardKey,
} from '../../src/office/token/testing/example-city.ts'
import { judge } from '../../src/office/token/judge.ts'
import {
  acceptRevocationList,
  revocationEntries,
  signRevocationList,
} from '../../src/office/token/revocation.ts'
import { parse } from '../../src/office/token/token.ts'
import { acceptTrustList, signTrustList } from '../../src/office/token/trust-list.ts'
import type { RevocationReason } from '../../src/office/token/types.ts'
import { type Random, seededRandom } from './random.ts'
import { isAccepted, isAcceptedUnsigned } from './token-changes.ts'
import { genuine, mutated, textMakers } from './token-fuzz.ts'

export type TextsRun = { readonly work: 'texts'; readonly seed: number; readonly count: number }

export type TextsResult = {
  readonly texts: number
  readonly lists: number
  readonly readable: number
  readonly accepted: number
  readonly acceptedUnsigned: number
  readonly crashes: number
  /** Longer than 50 ms of CPU time, each time it was tried. */
  readonly slow: number
  readonly slowestMs: number
  readonly firstProblem: string | null
}

const longestMs = 50
const lists = listsWith()
const entries = revocationEntries(
  Array.from({ length: 60 }, (_, index) => ({
    kid: wardKey.kid,
    series: 1 + (index % 3),
    index: index * index,
    // 1 … 4, each a reason of single papers.
    reason: (1 + (index % 4)) as RevocationReason,
  })),
)
const trustWire = signTrustList(
  { seq: 9, nextUpdate: day('2026-12-20'), issuers: [issuer(wardKey), listIssuer], withdrawnRoots: [] },
  issuedAt,
  rootKey,
)
const revocationWire = signRevocationList({ seq: 43, maxAgeHours: 48, entries }, issuedAt, listKey)

/** One thing to try: what it is, and whether it was believed although nobody signed it. */
type Attempt = {
  readonly isList: boolean
  run(): { accepted: boolean; unsigned: boolean; readable: boolean }
}

/** Fuzzed texts, and one list file among ten. None may crash, be believed, or need more than 50 ms of CPU time. */
export function textsRun({ seed, count }: TextsRun): TextsResult {
  const random = seededRandom(seed)
  const tally = { texts: 0, lists: 0, readable: 0, accepted: 0, acceptedUnsigned: 0, crashes: 0, slow: 0 }
  let slowestMs = 0
  let firstProblem: string | null = null
  for (let input = 0; input < count; ) {
    const attempt = random.chance(0.1) ? listAttempt(random) : textAttempt(random)
    const problem = (what: string) => (firstProblem ??= `${what} (seed ${seed}, input ${input})`)
    if (attempt.isList) tally.lists++
    else {
      tally.texts++
      input++
    }
    try {
      const begun = process.threadCpuUsage()
      const { accepted, unsigned, readable } = attempt.run()
      const took = cpuSince(begun)
      if (readable) tally.readable++
      if (unsigned) tally.acceptedUnsigned++
      if (accepted) {
        tally.accepted++
        problem('believed')
      }
      if (took > longestMs && isSlowAgain(attempt)) {
        tally.slow++
        problem(`took ${Math.round(took)} ms`)
      } else if (took <= longestMs) slowestMs = Math.max(slowestMs, took)
    } catch (error) {
      tally.crashes++
      problem(`crashed: ${error instanceof Error ? error.message : 'unknown'}`)
    }
  }
  return { ...tally, slowestMs, firstProblem }
}

function textAttempt(random: Random): Attempt {
  const make = textMakers[random.below(textMakers.length)] ?? (() => '')
  const text = make(random)
  return {
    isList: false,
    run() {
      const parsed = parse(text)
      const isTrue = parsed.readable && genuine.has(Buffer.from(parsed.bytes).toString('hex'))
      return {
        accepted: !isTrue && isAccepted(judge(parsed, clock, place, lists)),
        unsigned: !isTrue && isAcceptedUnsigned(parsed),
        readable: parsed.readable,
      }
    },
  }
}

function listAttempt(random: Random): Attempt {
  const isTrust = random.chance(0.5)
  const wire = isTrust ? trustWire : revocationWire
  const changed = mutated(wire, random)
  const isSame = Buffer.compare(changed, wire) === 0
  return {
    isList: true,
    run() {
      const outcome = isTrust
        ? acceptTrustList(changed, roots, 0)
        : acceptRevocationList(changed, lists.trust, 0)
      const readable = outcome.accepted || outcome.reason === 'forged'
      return { accepted: !isSame && outcome.accepted, unsigned: !isSame && readable, readable }
    },
  }
}

/** A collection of garbage or a compilation falls on anybody once; a text that is slow is slow each time. */
function isSlowAgain(attempt: Attempt): boolean {
  return [1, 2, 3].every(() => {
    const begun = process.threadCpuUsage()
    attempt.run()
    return cpuSince(begun) > longestMs
  })
}

function cpuSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(begun)
  return (user + system) / 1000
}
