import { syncBase } from '../../contract/sync/base.ts'
import { createIssuing } from '../../office/sync/issuing.ts'
import type { Connection } from '../../office/sync/types.ts'
import { fingerprint, signIssuerRequest } from '../../office/token/issuer-request.ts'
import { keyFromSeed, makeSeed } from '../../office/token/keys.ts'
import { acceptRevocationList, revocationReasons } from '../../office/token/revocation.ts'
import { acceptTrustList } from '../../office/token/trust-list.ts'
import {
  keyKinds,
  type Roots,
  type RevocationList,
  type SigningKey,
  type TrustList,
} from '../../office/token/types.ts'
import type { City } from '../types.ts'
import { testClock } from './desk.ts'
import type { Said } from './journal.ts'

/** A key of a ward's policeman that the city has been asked to recognise; `digits` are read out by telephone. */
export async function requestedKey(connection: Connection): Promise<{ key: SigningKey; digits: string }> {
  const key = keyFromSeed(makeSeed())
  const asked = { ward: Number(connection.ward), name: 'Phường Ví Dụ', kinds: keyKinds.permit }
  const request = signIssuerRequest(asked, Math.floor(Date.now() / 1000), key)
  if (!(await createIssuing(connection, testClock()).submit(request))) throw new Error('not taken')
  return { key, digits: fingerprint(key.publicKey) }
}

/** The same, confirmed. */
export async function confirmedKey(city: City, connection: Connection): Promise<SigningKey> {
  const { key, digits } = await requestedKey(connection)
  await city.admin.confirmKey(key.kid, digits)
  return key
}

/** The roots an office has pinned. */
export function pinned(city: City): Roots {
  const publicKeys = city.admin.config().roots.map((root) => Uint8Array.from(Buffer.from(root, 'hex')))
  return { publicKeys, withdrawn: [] }
}

async function fetched(address: string, name: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`${address}${syncBase}/${name}`)).arrayBuffer())
}

/** The trust list as an office accepts it. Throws when it does not. */
export async function trustOf(address: string, roots: Roots): Promise<TrustList> {
  const accepted = acceptTrustList(await fetched(address, 'trust-list'), roots, 0)
  if (!accepted.accepted) throw new Error(`trust list: ${accepted.reason}`)
  return accepted.list
}

/** The revocation list as an office accepts it, with its size in bytes. Throws when it does not. */
export async function revocationsOf(
  address: string,
  trust: TrustList,
): Promise<RevocationList & { readonly bytes: number }> {
  const bytes = await fetched(address, 'revocations')
  const accepted = acceptRevocationList(bytes, trust, 0)
  if (!accepted.accepted) throw new Error(`revocations: ${accepted.reason}`)
  return { ...accepted.list, bytes: bytes.length }
}

/** The reasons a list gives for one paper, ascending. */
export function reasonsFor(list: RevocationList, kid: string, series: number, index: number): number[] {
  return [...revocationReasons(list, kid, series, index)].toSorted((a, b) => a - b)
}

/** A paper by its key and place. */
export type Paper = {
  readonly kid: string
  readonly series: number
  readonly index: number
  readonly lastDay: string
}

/** The seal of an approved case, as ward police put it into the journal. */
export function seal(subject: string, paper: Paper): Said {
  return {
    type: 'permit.sealed',
    subject,
    baseVer: 3,
    user: 'seal-1',
    role: 'ward-police',
    body: sealedBody(paper),
  }
}

/** The withdrawal of a sealed paper. */
export function revoke(subject: string, paper: Paper, reason = 'withdrawn'): Said {
  return {
    type: 'permit.revoked',
    subject,
    baseVer: 4,
    user: 'seal-1',
    role: 'ward-police',
    body: { ...paper, reason },
  }
}

/** The reprint of a sealed paper under a new number. */
export function replace(subject: string, paper: Paper, by: Paper): Said {
  return {
    type: 'permit.replaced',
    subject,
    baseVer: 4,
    user: 'seal-1',
    role: 'ward-police',
    body: { ...sealedBody(by), replaced: paper, reason: 'lost' },
  }
}

/** Many papers at once. */
export function withdrawMany(
  items: readonly Readonly<Record<string, string | number>>[],
  lastDay: string,
): Said {
  return {
    type: 'papers.withdrawn',
    subject: 'office',
    baseVer: 0,
    user: 'official-1',
    role: 'ward-official',
    body: {
      scope: 'range',
      items: [...items],
      reason: 'issued-in-error',
      reasonCode: 'wrong-dates',
      lastDay,
    },
  }
}

/** The end of a key. */
export function withdrawKey(kid: string, reason: 'retired' | 'compromised', since: string): Said {
  return {
    type: 'issuing-key.withdrawn',
    subject: 'office',
    baseVer: 0,
    user: 'admin-1',
    role: 'administrator',
    body: { kid, reason, since },
  }
}

function sealedBody(paper: Paper) {
  return {
    ...paper,
    permitNumber: '05/GĐĐ-UBND',
    firstDay: '2026-11-20',
    tokenSha256: 'A'.repeat(43),
  }
}
