import { syncBase } from '../contract/sync/base.ts'
import { bytesOfHex } from '../office/token/hex.ts'
import { acceptRevocationList } from '../office/token/revocation.ts'
import { acceptTrustList } from '../office/token/trust-list.ts'
import type { ListRefusal, Lists, RevocationList, Roots, TrustList } from '../office/token/types.ts'
import type { Database } from './database.ts'
import { patience } from './installation.ts'

/** Which of the two lists a file turned out to be, and whether it was taken. */
export type Offered =
  | { readonly taken: true; readonly list: 'trust' | 'revocations' }
  | { readonly taken: false; readonly reason: ListRefusal }

/** What a look for newer lists came to: an answer from the city (newer or not), none, or a list that was refused. */
export type Refreshed = 'current' | 'no-answer' | ListRefusal

/** The lists this device judges by. Only what a pinned root signed is ever among them. */
export type ListDesk = {
  current(): Lists
  /** Takes a list from a file if it is newer than the one held. */
  offer(bytes: Uint8Array): Promise<Offered>
  /** Asks the city for both lists. */
  refresh(ask?: typeof fetch): Promise<Refreshed>
}

const patienceMs = 30_000

/** Opens the lists that are kept, judged anew: they are believed for their signatures, not for where they lie. */
export async function openLists(database: Database, roots: readonly string[]): Promise<ListDesk> {
  const publicKeys = roots.map(bytesOfHex)
  let withdrawn = (await database.kept('withdrawnRoots')) ?? []
  let trust: TrustList | null = null
  let revocation: RevocationList | null = null
  const pinned = (): Roots => ({ publicKeys, withdrawn })

  const keptTrust = await database.kept('trust')
  const accepted = keptTrust && acceptTrustList(keptTrust, pinned(), 0)
  if (accepted?.accepted) trust = accepted.list
  /** A list whose signer the trust list no longer names is not judged by; the file stays for when it does again. */
  const readRevocations = async () => {
    const kept = await database.kept('revocations')
    const read = kept && acceptRevocationList(kept, trust, 0)
    revocation = read?.accepted ? read.list : null
  }
  await readRevocations()

  const offerTrust = async (bytes: Uint8Array): Promise<Offered> => {
    const read = acceptTrustList(bytes, pinned(), trust?.seq ?? 0)
    if (!read.accepted) return { taken: false, reason: read.reason }
    withdrawn = [...new Set([...withdrawn, ...read.list.withdrawnRoots])]
    await database.keep('trust', bytes)
    await database.keep('withdrawnRoots', withdrawn)
    trust = read.list
    await readRevocations()
    return { taken: true, list: 'trust' }
  }
  const offerRevocations = async (bytes: Uint8Array): Promise<Offered> => {
    const read = acceptRevocationList(bytes, trust, revocation?.seq ?? 0)
    if (!read.accepted) return { taken: false, reason: read.reason }
    await database.keep('revocations', bytes)
    revocation = read.list
    return { taken: true, list: 'revocations' }
  }
  return {
    current: () => ({ trust, revocation }),
    async offer(bytes) {
      const offered = await offerTrust(bytes)
      // Each kind reads only its own body.
      return !offered.taken && offered.reason === 'schema' ? offerRevocations(bytes) : offered
    },
    async refresh(ask = fetch) {
      const lists = [await askList('trust-list', ask), await askList('revocations', ask)]
      const [newTrust, newRevocations] = lists
      if (!newTrust || !newRevocations) return 'no-answer'
      const outcomes = [await offerTrust(newTrust), await offerRevocations(newRevocations)]
      const refused = outcomes.flatMap((one) => (one.taken || one.reason === 'older' ? [] : [one.reason]))
      return refused[0] ?? 'current'
    },
  }
}

async function askList(list: 'trust-list' | 'revocations', ask: typeof fetch): Promise<Uint8Array | null> {
  try {
    const response = await ask(`${syncBase}/${list}`, {
      // Asked again by its tag: a withdrawn permit must not wait for the browser's own cache.
      cache: 'no-cache',
      redirect: 'error',
      signal: patience(patienceMs),
    })
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  } catch {
    return null
  }
}
