import { Tag } from 'cbor2'
import { decodeCbor, encodeCbor, encodedLength } from './cbor.ts'
import { bytes, isWhole, uint } from './checks.ts'
import { bytesOfHex, hexOfBytes } from './hex.ts'
import { verifySignature } from './signature.ts'
import type { Kid, Signer } from './types.ts'

/** What is signed: the bytes, the signature and what they say, not yet checked against any key. */
export type Envelope = {
  readonly kid: Kid
  readonly algorithm: number
  /** Claim 6, seconds since 1970, UTC. */
  readonly issuedAt: number
  readonly body: ReadonlyMap<unknown, unknown>
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** Why bytes are no envelope. */
export type EnvelopeRefusal = 'cbor' | 'cose' | 'header' | 'schema'

/** Outcome of opening an envelope. */
export type Opened =
  | { readonly ok: true; readonly envelope: Envelope }
  | { readonly ok: false; readonly reason: EnvelopeRefusal }

const coseSign1 = 18
const algorithmHeader = 1
const kidHeader = 4
const ed25519 = -19
/** The deprecated EdDSA of RFC 9053: accepted with the same meaning, never produced. */
const eddsa = -8
const issuedAtClaim = 6
const bodyClaim = -65537
const earliestIssue = 1_577_836_800
const latestIssue = 2 ** 32 - 1

const isIssueTime = uint(earliestIssue, latestIssue)
const isKid = bytes(4)
const isSignature = bytes(64)

/** COSE_Sign1 (RFC 9052) with Ed25519 over a body. Throws RangeError for a time outside 2020 … 2106. */
export function seal(body: ReadonlyMap<number, unknown>, issuedAt: number, key: Signer): Uint8Array {
  if (!isIssueTime(issuedAt)) throw new RangeError('time of signing out of range')
  const protectedHeader = headerOf(bytesOfHex(key.kid))
  const payload = encodeCbor(claimsOf(body, issuedAt))
  const signature = key.sign(signatureInput(protectedHeader, payload))
  return encodeSign1(protectedHeader, payload, signature)
}

/** How many bytes `seal` makes of a body: the same for every key and every time, and nothing is signed. */
export function sealedLength(body: ReadonlyMap<number, unknown>): number {
  const payload = new Uint8Array(encodedLength(claimsOf(body, earliestIssue)))
  return aroundPayload + encodedLength(payload)
}

function headerOf(kid: Uint8Array): Uint8Array {
  const header = new Map<number, unknown>([
    [algorithmHeader, ed25519],
    [kidHeader, kid],
  ])
  return encodeCbor(header)
}

function claimsOf(body: ReadonlyMap<number, unknown>, issuedAt: number): Map<number, unknown> {
  return new Map<number, unknown>([
    [issuedAtClaim, issuedAt],
    [bodyClaim, body],
  ])
}

function encodeSign1(protectedHeader: Uint8Array, payload: Uint8Array, signature: Uint8Array): Uint8Array {
  return encodeCbor(new Tag(coseSign1, [protectedHeader, new Map(), payload, signature]))
}

/** What stands around the payload, which brings its own length. */
const aroundPayload =
  encodeSign1(headerOf(new Uint8Array(4)), new Uint8Array(0), new Uint8Array(64)).length -
  encodedLength(new Uint8Array(0))

/** Reads an envelope strictly; every form refusal comes before any cryptography (sections 2 and 3). */
export function open(wire: Uint8Array): Opened {
  const outer = decodeCbor(wire)
  if (outer.refused) return refuse('cbor')
  const parts = sign1Parts(outer.value)
  if (!parts) return refuse('cose')
  if (parts.unprotected.size > 0) return refuse('header')
  const header = decodeCbor(parts.protectedHeader)
  const claims = decodeCbor(parts.payload)
  if (header.refused) return refuse('cbor')
  const known = readHeader(header.value)
  if (!known) return refuse('header')
  if (claims.refused) return refuse('cbor')
  const said = readClaims(claims.value)
  if (!said) return refuse('schema')
  const signed = signatureInput(parts.protectedHeader, parts.payload)
  return { ok: true, envelope: { ...known, ...said, signed, signature: parts.signature } }
}

/** Whether this raw public key signed the envelope. */
export function isSignedBy(envelope: Pick<Envelope, 'signed' | 'signature'>, publicKey: Uint8Array): boolean {
  return verifySignature(envelope.signed, envelope.signature, publicKey)
}

function refuse(reason: EnvelopeRefusal): Opened {
  return { ok: false, reason }
}

function signatureInput(protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', protectedHeader, new Uint8Array(0), payload])
}

type Sign1Parts = {
  readonly protectedHeader: Uint8Array
  readonly unprotected: ReadonlyMap<unknown, unknown>
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

function sign1Parts(value: unknown): Sign1Parts | null {
  if (!(value instanceof Tag) || value.tag !== coseSign1) return null
  const parts: unknown = value.contents
  if (!Array.isArray(parts) || parts.length !== 4) return null
  const [protectedHeader, unprotected, payload, signature]: unknown[] = parts
  if (!(protectedHeader instanceof Uint8Array) || !(unprotected instanceof Map)) return null
  if (!(payload instanceof Uint8Array) || !(signature instanceof Uint8Array)) return null
  if (!isSignature(signature)) return null
  return { protectedHeader, unprotected, payload, signature }
}

function readHeader(value: unknown): Pick<Envelope, 'kid' | 'algorithm'> | null {
  if (!(value instanceof Map) || value.size !== 2) return null
  const algorithm: unknown = value.get(algorithmHeader)
  const kid: unknown = value.get(kidHeader)
  if (!isWhole(algorithm) || (algorithm !== ed25519 && algorithm !== eddsa)) return null
  if (!(kid instanceof Uint8Array) || !isKid(kid)) return null
  return { algorithm, kid: hexOfBytes(kid) }
}

function readClaims(value: unknown): Pick<Envelope, 'issuedAt' | 'body'> | null {
  if (!(value instanceof Map) || value.size !== 2) return null
  const issuedAt: unknown = value.get(issuedAtClaim)
  const body: unknown = value.get(bodyClaim)
  if (!isWhole(issuedAt) || !isIssueTime(issuedAt) || !(body instanceof Map)) return null
  return { issuedAt, body }
}
