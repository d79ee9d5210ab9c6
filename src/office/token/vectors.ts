import type { Judgement } from '../../domain/verdict.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { decodeDigits, encodeDigits } from './digits.ts'
import { bytesOfHex, hexOfBytes } from './hex.ts'
import { judge } from './judge.ts'
import { acceptRevocationList } from './revocation.ts'
import { parse } from './token.ts'
import { acceptTrustList } from './trust-list.ts'
import type { CheckpointPlace, JudgeClock, Lists, RevocationList, Roots, TrustList } from './types.ts'
import { array, entriesOf, field, nullable, number, object, optional, string } from './vector-file.ts'

/** What one case of a vector file came to. */
export type VectorCase = { readonly name: string; readonly answer: string; readonly reason: string | null }

/** Everything that ran, and one line for each case that did not come out as the file expects. */
export type VectorRun = { readonly disagreements: readonly string[]; readonly cases: readonly VectorCase[] }

type Codec = {
  readonly encode: (bytes: Uint8Array) => string
  readonly decode: (text: string) => Uint8Array | null
}
type StoredLists = {
  readonly trust: ReadonlyMap<string, TrustList>
  readonly revocation: ReadonlyMap<string, RevocationList>
}
type Outcome = { readonly done: VectorCase; readonly expected: unknown; readonly got: unknown }

/**
 * Runs every codec case, case and list case of a vector file (the format of `e2e/vectors/token.json`, already
 * parsed from JSON) through the product's own codecs, parse, judge and list acceptance. Throws
 * VectorFileError when the file has another shape.
 */
export function runVectors(file: unknown): VectorRun {
  const roots = rootsOf(file)
  const lists = storedLists(file, roots)
  const outcomes = [
    ...codecCases(file, 'base45', { encode: encodeBase45, decode: decodeBase45 }),
    ...codecCases(file, 'numeric', { encode: encodeDigits, decode: decodeDigits }),
    ...array(field(file, 'cases')).map((one) => tokenCase(one, field(file, 'context'), lists)),
    ...array(field(file, 'listCases')).map((one) => listCase(one, roots, contextTrust(file, lists))),
  ]
  const disagreements = outcomes
    .filter(({ expected, got }) => JSON.stringify(expected) !== JSON.stringify(got))
    .map(({ done, expected, got }) => {
      return `${done.name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`
    })
  return { disagreements, cases: outcomes.map(({ done }) => done) }
}

function codecCases(file: unknown, name: 'base45' | 'numeric', codec: Codec): Outcome[] {
  const codecs = field(file, 'codecs')
  const pairs = array(field(codecs, name)).map((pair, at): Outcome => {
    const [hex = '', text = ''] = array(pair).map(string)
    const back = codec.decode(text)
    const got = { text: codec.encode(bytesOfHex(hex)), hex: back ? hexOfBytes(back) : null }
    return {
      done: { name: `${name} ${at + 1}`, answer: 'coded', reason: null },
      expected: { text, hex },
      got,
    }
  })
  const refused = array(field(codecs, `${name}Refused`)).map((text, at): Outcome => {
    const back = codec.decode(string(text))
    const done = { name: `${name} refused ${at + 1}`, answer: back ? 'coded' : 'refused', reason: null }
    return { done, expected: null, got: back ? hexOfBytes(back) : null }
  })
  return [...pairs, ...refused]
}

function tokenCase(one: unknown, common: unknown, lists: StoredLists): Outcome {
  const name = string(field(one, 'name'))
  const expect = field(one, 'expect')
  const context = { ...object(common), ...object(field(one, 'context')) }
  const judgement = judge(
    parse(string(field(one, 'text'))),
    clockOf(context),
    placeOf(context),
    listsOf(context, lists),
  )
  return {
    done: { name, answer: judgement.answer, reason: judgement.reason },
    expected: {
      answer: field(expect, 'answer'),
      reason: optional(expect, 'reason') ?? null,
      notices: optional(expect, 'notices') ?? [],
      ageHours: optional(expect, 'ageHours') ?? null,
    },
    got: plain(judgement),
  }
}

function plain({ answer, reason, notices, ageHours }: Judgement): Omit<Judgement, 'paper'> {
  return { answer, reason, notices, ageHours }
}

function listCase(one: unknown, pinned: Roots, trust: TrustList | null): Outcome {
  const name = string(field(one, 'name'))
  const wire = bytesOfHex(string(field(one, 'hex')))
  const storedSeq = number(field(one, 'storedSeq'))
  const withdrawn = array(optional(one, 'withdrawnRoots') ?? []).map(string)
  const accepted =
    string(field(one, 'list')) === 'trust'
      ? acceptTrustList(wire, { ...pinned, withdrawn }, storedSeq)
      : acceptRevocationList(wire, trust, storedSeq)
  const reason = accepted.accepted ? null : accepted.reason
  return {
    done: { name, answer: accepted.accepted ? 'accepted' : 'refused', reason },
    expected: field(one, 'expect'),
    got: reason ?? 'accept',
  }
}

function rootsOf(file: unknown): Roots {
  const keys = array(field(file, 'keys'))
  const publicKeys = array(field(file, 'roots')).map((root) => {
    const key = keys.find((candidate) => field(candidate, 'name') === root)
    return bytesOfHex(string(field(key, 'public')))
  })
  return { publicKeys, withdrawn: [] }
}

/** Accepts every named list of the file; one that the product refuses is missing and shows in the cases. */
function storedLists(file: unknown, roots: Roots): StoredLists {
  const trust = new Map<string, TrustList>()
  const revocation = new Map<string, RevocationList>()
  const wires = entriesOf(field(file, 'lists')).map(
    ([name, list]) => [name, bytesOfHex(string(field(list, 'hex')))] as const,
  )
  for (const [name, wire] of wires) {
    const read = acceptTrustList(wire, roots, 0)
    if (read.accepted) trust.set(name, read.list)
  }
  const signers = contextTrust(file, { trust, revocation })
  for (const [name, wire] of wires) {
    const read = acceptRevocationList(wire, signers, 0)
    if (read.accepted) revocation.set(name, read.list)
  }
  return { trust, revocation }
}

function contextTrust(file: unknown, lists: StoredLists): TrustList | null {
  return lists.trust.get(string(field(field(file, 'context'), 'trust'))) ?? null
}

function listsOf(context: unknown, lists: StoredLists): Lists {
  const trust = nullable(field(context, 'trust'), string)
  const revocation = nullable(field(context, 'revocation'), string)
  return {
    trust: trust === null ? null : (lists.trust.get(trust) ?? null),
    revocation: revocation === null ? null : (lists.revocation.get(revocation) ?? null),
  }
}

function clockOf(context: unknown): JudgeClock {
  return {
    now: Date.parse(string(field(context, 'now'))),
    builtAt: Date.parse(string(field(context, 'builtAt'))),
    serverTime: nullable(field(context, 'serverTime'), (value) => Date.parse(string(value))),
  }
}

function placeOf(context: unknown): CheckpointPlace {
  return nullable(field(context, 'place'), (place) => ({
    ward: nullable(field(place, 'ward'), number),
    codes: array(field(place, 'codes')).map(string),
  }))
}
