import { createHash } from 'node:crypto'
import { bytes, hasAllowedKeys, isWhole, text, uint } from './checks.ts'
import { isSignedBy, open, seal } from './cose.ts'
import { kidOf } from './keys.ts'
import { kindKey } from './lists.ts'
import type { Kid, Signer } from './types.ts'

const requestKind = 6
const largestRequest = 600
const isPublicKey = bytes(32)
const isWard = uint(0, 99_999)
const isName = text(1, 48)
const isKinds = uint(1, 31)
const knownKeys: ReadonlySet<number> = new Set([0, 1, 2, 3, 4])

/** What an issuing PC asks the city to put on the trust list; `kinds` is the mask of `keyKinds`. */
export type IssuerRequest = { readonly ward: number; readonly name: string; readonly kinds: number }

/** A request whose own signature holds. The city still compares the fingerprint by telephone. */
export type ReceivedRequest = IssuerRequest & {
  readonly publicKey: Uint8Array
  readonly kid: Kid
  readonly fingerprint: string
  /** Seconds since 1970, UTC, by the clock of the asking PC. */
  readonly issuedAt: number
}

/** Why a request file was refused. */
export type RequestRefusal = 'size' | 'cbor' | 'cose' | 'header' | 'schema' | 'forged'

/** Signs a request with the new key itself (section 6). Throws RangeError when a value is out of its limits. */
export function signIssuerRequest(request: IssuerRequest, issuedAt: number, key: Signer): Uint8Array {
  const body = new Map<number, unknown>([
    [kindKey, requestKind],
    [1, Uint8Array.from(key.publicKey)],
    [2, request.ward],
    [3, request.name],
    [4, request.kinds],
  ])
  if (!readRequestBody(body)) throw new RangeError('a value of the issuer request is out of its limits')
  return seal(body, issuedAt, key)
}

/** Reads a request file and checks that the key in it signed it. */
export function readIssuerRequest(
  wire: Uint8Array,
):
  | { readonly ok: true; readonly request: ReceivedRequest }
  | { readonly ok: false; readonly reason: RequestRefusal } {
  if (wire.length > largestRequest) return { ok: false, reason: 'size' }
  const opened = open(wire)
  if (!opened.ok) return opened
  const { envelope } = opened
  const asked = readRequestBody(envelope.body)
  if (!asked) return { ok: false, reason: 'schema' }
  const kid = kidOf(asked.publicKey)
  if (kid !== envelope.kid || !isSignedBy(envelope, asked.publicKey)) return { ok: false, reason: 'forged' }
  const request = { ...asked, kid, fingerprint: fingerprint(asked.publicKey), issuedAt: envelope.issuedAt }
  return { ok: true, request }
}

/** The 8 digits both ends read out by telephone: SHA-256 of the public key as an integer, modulo 10^8. */
export function fingerprint(publicKey: Uint8Array): string {
  const digest = createHash('sha256').update(publicKey).digest('hex')
  return (BigInt(`0x${digest}`) % 100_000_000n).toString().padStart(8, '0')
}

function readRequestBody(
  body: ReadonlyMap<unknown, unknown>,
): (IssuerRequest & { readonly publicKey: Uint8Array }) | null {
  if (body.get(kindKey) !== requestKind || !hasAllowedKeys(body, knownKeys)) return null
  const publicKey = body.get(1)
  const ward = body.get(2)
  const name = body.get(3)
  const kinds = body.get(4)
  if (!(publicKey instanceof Uint8Array) || !isPublicKey(publicKey)) return null
  if (!isWhole(ward) || !isWard(ward) || typeof name !== 'string' || !isName(name)) return null
  return isWhole(kinds) && isKinds(kinds) ? { publicKey, ward, name, kinds } : null
}
