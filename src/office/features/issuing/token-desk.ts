import type { Judgement } from '../../../domain/verdict.ts'
import type { Store } from '../../database/store.ts'
import { dropSecret, readMeta, readSecret, writeMeta, writeSecret } from '../../facts.ts'
import type { Ports } from '../../ports.ts'
import { clockDoubt, judge } from '../../token/judge.ts'
import { judgeAtDesk } from '../../token/judge-at-desk.ts'
import { acceptRevocationList } from '../../token/revocation.ts'
import { parse } from '../../token/token.ts'
import { acceptTrustList } from '../../token/trust-list.ts'
import type { Accepted, CheckpointPlace, Kid, ListRefusal, Lists, TrustList } from '../../token/types.ts'
import { builtAt } from '../../built-at.ts'
import { withOwnKnowledge } from './own-knowledge.ts'

/** Judges tokens with the lists this office holds and what it has withdrawn itself, and takes newer lists. */
export type TokenDesk = {
  judge(text: string): Judgement
  /** Whether a checkpoint with these lists and this clock would judge no paper. */
  isClockDoubtful(): boolean
  /** Pins the roots of a city; done once, at enrolment. Hex. */
  pinRoots(roots: readonly string[]): void
  /**
   * Offers a list file; null when it was accepted. A refused list changes nothing. An accepted trust list looks at the
   * list of revocations again: one whose signer it withdraws no longer counts, and any number may follow it.
   */
  offerTrustList(bytes: Uint8Array): ListRefusal | null
  offerRevocations(bytes: Uint8Array): ListRefusal | null
  lists(): Lists
  /** The last time a server said, milliseconds; kept for judging the clock without a network. */
  setServerTime(instant: number): void
}

type StoredList = 'trust-list' | 'revocations'

/** Roots that any accepted list has withdrawn: the next list need not say it again. */
const withdrawnName = 'withdrawn-roots'
const withdrawnRoots = (store: Store) => readMeta<readonly Kid[]>(store, withdrawnName) ?? []

/** Opens the token desk; stored lists are checked again by the pinned roots, so a changed byte is noticed. */
export function createTokenDesk(store: Store, ports: Ports): TokenDesk {
  let roots = (readMeta<string[]>(store, 'roots') ?? []).map((hex) => new Uint8Array(Buffer.from(hex, 'hex')))
  const readTrust = (bytes: Uint8Array, withdrawn: readonly Kid[], storedSeq: number) =>
    acceptTrustList(bytes, { publicKeys: roots, withdrawn }, storedSeq)
  const stored = <List>(name: StoredList, read: (bytes: Uint8Array) => Accepted<List>): List | null => {
    const bytes = readSecret(store, name)
    const outcome = bytes && read(new Uint8Array(bytes))
    if (!outcome || outcome.accepted) return outcome?.list ?? null
    ports.log({ level: 'warn', what: 'stored-list-refused', list: name, reason: outcome.reason })
    return null
  }
  // It was accepted once, by a root that it may itself have been the last to bear.
  let trust = stored('trust-list', (bytes) => readTrust(bytes, [], 0))
  const storedRevocations = (by: TrustList | null) =>
    stored('revocations', (bytes) => acceptRevocationList(bytes, by, 0))
  let revocation = storedRevocations(trust)

  const clock = () => ({
    now: ports.clock.now(),
    builtAt,
    serverTime: readMeta<number>(store, 'server-time') ?? null,
  })
  return {
    judge: (text) => {
      const [token, moment] = [parse(text), clock()]
      const at = (place: CheckpointPlace) => judge(token, moment, place, { trust, revocation })
      return withOwnKnowledge(store, judgeAtDesk(at, placeOf(store)), text)
    },
    isClockDoubtful: () => clockDoubt(clock(), { trust, revocation }) !== null,
    pinRoots(hex) {
      store.transact((tx) => writeMeta(tx, 'roots', hex))
      roots = hex.map((root) => new Uint8Array(Buffer.from(root, 'hex')))
    },
    offerTrustList(bytes) {
      const withdrawn = [...withdrawnRoots(store), ...(trust?.withdrawnRoots ?? [])]
      const outcome = readTrust(bytes, withdrawn, trust?.seq ?? 0)
      if (!outcome.accepted) return outcome.reason
      const { list } = outcome
      // Its signer may be withdrawn: what such a key has signed revokes nothing and hides nothing.
      const still = storedRevocations(list)
      store.transact((tx) => {
        writeSecret(tx, 'trust-list', bytes)
        writeMeta(tx, withdrawnName, [...new Set([...withdrawn, ...list.withdrawnRoots])])
        if (!still) dropSecret(tx, 'revocations')
      })
      trust = list
      revocation = still
      return null
    },
    offerRevocations(bytes) {
      const outcome = acceptRevocationList(bytes, trust, revocation?.seq ?? 0)
      if (!outcome.accepted) return outcome.reason
      store.transact((tx) => writeSecret(tx, 'revocations', bytes))
      revocation = outcome.list
      return null
    },
    lists: () => ({ trust, revocation }),
    setServerTime: (instant) => store.transact((tx) => writeMeta(tx, 'server-time', instant)),
  }
}

function placeOf(store: Store): CheckpointPlace {
  const office = readMeta<{ wardCode: string }>(store, 'office')
  return office ? { ward: Number(office.wardCode), codes: [] } : null
}
