import type { Judgement } from '../../../domain/verdict.ts'
import type { Store } from '../../database/store.ts'
import { readMeta, readSecret, writeMeta, writeSecret } from '../../facts.ts'
import type { Ports } from '../../ports.ts'
import { judge } from '../../token/judge.ts'
import { acceptRevocationList } from '../../token/revocation.ts'
import { parse } from '../../token/token.ts'
import { acceptTrustList } from '../../token/trust-list.ts'
import type { CheckpointPlace, ListRefusal, Lists, RevocationList, TrustList } from '../../token/types.ts'
import { builtAt } from '../../built-at.ts'
import { withOwnKnowledge } from './own-knowledge.ts'

/** Judges tokens with the lists this office holds and what it has withdrawn itself, and takes newer lists. */
export type TokenDesk = {
  judge(text: string): Judgement
  /** Pins the roots of a city; done once, at enrolment. Hex. */
  pinRoots(roots: readonly string[]): void
  /** Offers a list file; null when it was accepted. A refused list changes nothing. */
  offerTrustList(bytes: Uint8Array): ListRefusal | null
  offerRevocations(bytes: Uint8Array): ListRefusal | null
  lists(): Lists
  /** The last time a server said, milliseconds; kept for judging the clock without a network. */
  setServerTime(instant: number): void
}

/** Opens the token desk; stored lists are checked again by the pinned roots, so a changed byte is noticed. */
export function createTokenDesk(store: Store, ports: Ports): TokenDesk {
  let roots = (readMeta<string[]>(store, 'roots') ?? []).map((hex) => new Uint8Array(Buffer.from(hex, 'hex')))
  let trust: TrustList | null = null
  let revocation: RevocationList | null = null

  const takeTrust = (bytes: Uint8Array): ListRefusal | null => {
    const outcome = acceptTrustList(
      bytes,
      { publicKeys: roots, withdrawn: trust?.withdrawnRoots ?? [] },
      trust?.seq ?? 0,
    )
    if (!outcome.accepted) return outcome.reason
    trust = outcome.list
    return null
  }
  const takeRevocations = (bytes: Uint8Array): ListRefusal | null => {
    if (!trust) return 'no-trust-list'
    const outcome = acceptRevocationList(bytes, trust, revocation?.seq ?? 0)
    if (!outcome.accepted) return outcome.reason
    revocation = outcome.list
    return null
  }
  const stored = (name: string, take: (bytes: Uint8Array) => ListRefusal | null) => {
    const bytes = readSecret(store, name)
    const refusal = bytes ? take(new Uint8Array(bytes)) : null
    if (refusal) ports.log({ level: 'warn', what: 'stored-list-refused', list: name, reason: refusal })
  }
  const keep = (name: string, bytes: Uint8Array, refusal: ListRefusal | null) => {
    if (refusal === null) store.transact((tx) => writeSecret(tx, name, bytes))
    return refusal
  }
  stored('trust-list', takeTrust)
  stored('revocations', takeRevocations)

  return {
    judge: (text) => {
      const token = parse(text)
      const clock = {
        now: ports.clock.now(),
        builtAt,
        serverTime: readMeta<number>(store, 'server-time') ?? null,
      }
      const at = (place: CheckpointPlace) => judge(token, clock, place, { trust, revocation })
      const here = at(placeOf(store))
      return withOwnKnowledge(store, isBoundToCodes(here) ? at(null) : here, text)
    },
    pinRoots(hex) {
      store.transact((tx) => writeMeta(tx, 'roots', hex))
      roots = hex.map((root) => new Uint8Array(Buffer.from(root, 'hex')))
    },
    offerTrustList: (bytes) => keep('trust-list', bytes, takeTrust(bytes)),
    offerRevocations: (bytes) => keep('revocations', bytes, takeRevocations(bytes)),
    lists: () => ({ trust, revocation }),
    setServerTime: (instant) => store.transact((tx) => writeMeta(tx, 'server-time', instant)),
  }
}

/** Bound to zones or markets alone: which of them a desk lies in nobody has said, so a gate looks at it, not the desk. */
function isBoundToCodes({ answer, paper }: Judgement): boolean {
  if (answer !== 'wrong-place') return false
  return paper?.content.places?.every((place) => typeof place === 'string') ?? false
}

function placeOf(store: Store): CheckpointPlace {
  const office = readMeta<{ wardCode: string }>(store, 'office')
  return office ? { ward: Number(office.wardCode), codes: [] } : null
}
