import { gunzipSync } from 'node:zlib'
import {
  extractEnvelopeSchema,
  extractSignedText,
  maxExtractBytes,
  maxExtractEnvelopeBytes,
} from '../../../contract/sync/extract.ts'
import { cityKeysOf } from '../../sync/city-key.ts'
import { verifySignature } from '../../token/keys.ts'
import type { Kid, TrustList } from '../../token/types.ts'

/**
 * Why an envelope was refused: `size`; `format` (damaged, or not a `quay-extract/1` envelope); `no-trust-list`;
 * `unsigned` (no signature by a key of the trust list that speaks for the city); `forged` (such a key is named, but did
 * not sign this text).
 */
export type ExtractEnvelopeRefusal = 'size' | 'format' | 'no-trust-list' | 'unsigned' | 'forged'

/** What a file turned out to be; `kid` is the city key that signed the text. */
export type ReadExtractEnvelope =
  | { readonly outcome: 'signed'; readonly text: string; readonly kid: Kid }
  | { readonly outcome: 'refused'; readonly reason: ExtractEnvelopeRefusal }

/** Reads the file of an extract, plain or gzip, and checks that the city signed the text; `day` is today's number. */
export function readExtractEnvelope(
  file: Uint8Array,
  trust: TrustList | null,
  day: number,
): ReadExtractEnvelope {
  const bytes = unpacked(file)
  if (bytes === null || bytes.length > maxExtractEnvelopeBytes) return refused(bytes ? 'size' : 'format')
  const envelope = extractEnvelopeSchema.safeParse(jsonOf(bytes)).data
  if (!envelope) return refused('format')
  if (Buffer.byteLength(envelope.text) > maxExtractBytes) return refused('size')
  if (!trust) return refused('no-trust-list')
  const signed = Buffer.from(extractSignedText(envelope.text))
  let reason: ExtractEnvelopeRefusal = 'unsigned'
  for (const { kid, signature } of envelope.signatures) {
    for (const key of cityKeysOf(trust, kid, day)) {
      if (verifySignature(signed, Buffer.from(signature, 'base64url'), key.publicKey))
        return { outcome: 'signed', text: envelope.text, kid }
      reason = 'forged'
    }
  }
  return refused(reason)
}

function refused(reason: ExtractEnvelopeRefusal): ReadExtractEnvelope {
  return { outcome: 'refused', reason }
}

/** The envelope inside gzip, or the file itself; null when it is damaged or unpacks to more than any extract. */
function unpacked(file: Uint8Array): Uint8Array | null {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file
  try {
    return gunzipSync(file, { maxOutputLength: maxExtractEnvelopeBytes })
  } catch {
    return null
  }
}

/** Parses JSON text in UTF-8; undefined when it is neither. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
