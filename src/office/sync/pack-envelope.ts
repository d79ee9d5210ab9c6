import {
  maxEnvelopeBytes,
  maxPackBytes,
  packEnvelopeSchema,
  packSignedText,
} from '../../contract/sync/pack.ts'
import { verifySignature } from '../token/keys.ts'
import type { Kid, TrustList } from '../token/types.ts'
import { cityKeysOf } from './city-key.ts'

/**
 * Why an envelope was refused: `size`; `format` (not a `quay-pack/1` envelope); `no-trust-list`; `unsigned` (no
 * signature by a key of the trust list that speaks for the city: unknown, withdrawn, out of its period, or a ward's);
 * `forged` (such a key is named, but did not sign this text).
 */
type EnvelopeRefusal = 'size' | 'format' | 'no-trust-list' | 'unsigned' | 'forged'

/** What an envelope turned out to be; `kid` is the city key that signed the text. */
export type ReadEnvelope =
  | { readonly outcome: 'signed'; readonly text: string; readonly kid: Kid }
  | { readonly outcome: 'refused'; readonly reason: EnvelopeRefusal }

/**
 * Reads the envelope of a rule pack, from feed, file or USB stick, and checks that the city signed the text. Pure. The
 * envelope says no time of its own, so the key must be in its period on `day` (number of today): whoever keeps a pack
 * keeps that it was signed when it came.
 */
export function readPackEnvelope(bytes: Uint8Array, trust: TrustList | null, day: number): ReadEnvelope {
  if (bytes.length > maxEnvelopeBytes) return refused('size')
  const envelope = packEnvelopeSchema.safeParse(jsonOf(bytes)).data
  if (!envelope) return refused('format')
  if (Buffer.byteLength(envelope.text) > maxPackBytes) return refused('size')
  if (!trust) return refused('no-trust-list')
  const signed = Buffer.from(packSignedText(envelope.text))
  let reason: EnvelopeRefusal = 'unsigned'
  for (const { kid, signature } of envelope.signatures) {
    for (const key of cityKeysOf(trust, kid, day)) {
      if (verifySignature(signed, bytesOf(signature), key.publicKey))
        return { outcome: 'signed', text: envelope.text, kid }
      reason = 'forged'
    }
  }
  return refused(reason)
}

function refused(reason: EnvelopeRefusal): ReadEnvelope {
  return { outcome: 'refused', reason }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64url'))
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
