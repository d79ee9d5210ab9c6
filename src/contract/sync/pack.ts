import { z } from 'zod'
import { packPublishedSchema } from './city-lines.ts'

/** Media type of a pack, as text and in its envelope: its own, because no framework may rewrite what is signed. */
export const packMediaType = 'application/quay-pack.1'
/** Largest rule pack in bytes of its text, UTF-8. */
export const maxPackBytes = 256 * 1024
/** Largest envelope: JSON may write each byte of the text as two. */
export const maxEnvelopeBytes = 2 * maxPackBytes + 4096

/**
 * A rule pack on its way, as file, feed or USB stick: the exact text with its signatures. What is signed is the text,
 * byte for byte, so nobody has to agree on how JSON is written.
 */
export const packEnvelopeSchema = z.object({
  format: z.literal('quay-pack/1'),
  text: z.string().min(2),
  signatures: z
    .array(
      z.object({
        /** First 4 bytes of SHA-256 of the signing key, hex, as on the trust list. */
        kid: z.string().regex(/^[0-9a-f]{8}$/),
        /** Ed25519 over `packSignedText`, base64url. */
        signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
      }),
    )
    .max(8),
})
export type PackEnvelope = z.infer<typeof packEnvelopeSchema>

/** What a signature of an envelope covers; the first line keeps it apart from everything else that is signed. */
export function packSignedText(text: string): string {
  return `quay-pack/1\n${text}`
}

/** What the city must be able to read of a pack to publish it; the rest is for the wards. */
export const packHeadSchema = z.looseObject({
  id: packPublishedSchema.shape.id,
  version: packPublishedSchema.shape.version,
  effectiveFrom: packPublishedSchema.shape.effectiveFrom,
})
