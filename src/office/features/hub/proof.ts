import {
  createHash,
  createHmac,
  type KeyObject,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import {
  hubAnswerText,
  hubCodeAlphabet,
  hubCodeLength,
  hubKeyText,
  type HubRequest,
  hubRequestText,
} from '../../../contract/sync/hub.ts'
import { keyIdOf, publicKeyFromRaw, rawPublicKey, spkiOf } from '../../sync/ed25519.ts'

/** A new pairing code: 98 bits. */
export function newHubCode(): string {
  const characters: string[] = []
  while (characters.length < hubCodeLength) {
    const byte = randomBytes(1).readUInt8(0)
    // Bytes past the last whole multiple would favour the first letters.
    if (byte < 240) characters.push(hubCodeAlphabet.charAt(byte % hubCodeAlphabet.length))
  }
  return characters.join('')
}

/** SHA-256, base64url. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

/** The MAC with which a PC shows that it knows the pairing code. */
export function macOfRequest(code: string, request: HubRequest): string {
  return macOf(code, hubRequestText(request))
}

/** Whether a request comes from somebody who knows the code. */
export function isProvenRequest(code: string, request: HubRequest, mac: string): boolean {
  return isSame(macOfRequest(code, request), mac)
}

/** What an answer of the hub carries as its proof. */
export type AnswerProof = { readonly key: string; readonly signature: string; readonly mac: string }

/** Signs an answer to the request with this MAC. */
export function proveAnswer(
  { code, key }: { readonly code: string; readonly key: KeyObject },
  { mac, status, body }: { readonly mac: string; readonly status: number; readonly body: string },
): AnswerProof {
  const signature = sign(null, Buffer.from(hubAnswerText(mac, status, body)), key).toString('base64url')
  const raw = rawPublicKey(key)
  return { key: raw, signature, mac: macOf(code, hubKeyText(raw, signature)) }
}

/**
 * Whose answer it is: the id of the key that signed exactly this answer to exactly this request, told by somebody who
 * knows the code; null when that is not so.
 */
export function keyOfAnswer(
  code: string,
  proof: AnswerProof,
  { mac, status, body }: { readonly mac: string; readonly status: number; readonly body: string },
): string | null {
  if (!isSame(macOf(code, hubKeyText(proof.key, proof.signature)), proof.mac)) return null
  try {
    const key = publicKeyFromRaw(proof.key)
    const text = Buffer.from(hubAnswerText(mac, status, body))
    return verify(null, text, key, Buffer.from(proof.signature, 'base64url')) ? keyIdOf(spkiOf(key)) : null
  } catch {
    // Not a key at all.
    return null
  }
}

function macOf(code: string, text: string): string {
  return createHmac('sha256', code).update(text).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
