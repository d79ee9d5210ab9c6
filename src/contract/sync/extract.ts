import { z } from 'zod'

/** Largest text of a population extract, in bytes of UTF-8. */
export const maxExtractBytes = 64 * 1024 * 1024
/** Largest envelope around it: JSON may write each byte of the text as two. */
export const maxExtractEnvelopeBytes = 2 * maxExtractBytes + 4096

/**
 * A population extract on its way, as a file or on a USB stick: the exact text with its signatures, as a rule pack
 * travels. The file may be gzip (RFC 1952), which a large ward needs.
 */
export const extractEnvelopeSchema = z.object({
  format: z.literal('quay-extract/1'),
  text: z.string().min(2),
  signatures: z
    .array(
      z.object({
        /** First 4 bytes of SHA-256 of the signing key, hex, as on the trust list. */
        kid: z.string().regex(/^[0-9a-f]{8}$/),
        /** Ed25519 over `extractSignedText`, base64url. */
        signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
      }),
    )
    .max(8),
})
export type ExtractEnvelope = z.infer<typeof extractEnvelopeSchema>

/** What a signature of an extract covers; the first line keeps it apart from everything else that is signed. */
export function extractSignedText(text: string): string {
  return `quay-extract/1\n${text}`
}

/** One letter case, one spelling: NFC, outer blanks away. */
const words = (longest: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').trim())
    .min(1)
    .max(longest)

/** One person of the extract, as the population record writes them. */
export const extractPersonSchema = z.object({
  /** The personal number, 12 digits. */
  idNumber: z.string().regex(/^\d{12}$/),
  /** The number before: a CMND of 9 digits, or a cancelled personal number. */
  oldIdNumber: z
    .string()
    .regex(/^(\d{9}|\d{12})$/)
    .nullable()
    .default(null),
  fullName: words(100),
  /** As far as it is known: `yyyy`, `yyyy-MM` or `yyyy-MM-dd`. */
  birthDate: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  sex: z.enum(['male', 'female']).nullable().default(null),
  residence: words(300),
  /** What the household is known by, e.g. its book number and head. */
  household: words(120).nullable().default(null),
})
export type ExtractPerson = z.infer<typeof extractPersonSchema>

/** The extract around its people: whose ward, as of which day. People are judged one by one. */
export const extractHeadSchema = z.object({
  ward: z.string().regex(/^\d{5}$/),
  asOf: z.iso.date(),
  people: z.array(z.unknown()).max(1_000_000),
})
