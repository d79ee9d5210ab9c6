import { z } from 'zod'
import { base64url } from './base.ts'
import { sha256Text, wardCode } from './event-line.ts'
import { feedPageSchema } from './feed.ts'
import { issuerAnswerSchema } from './issuer.ts'
import { pushAnswerSchema } from './push.ts'
import { streamStateSchema } from './stream.ts'
import { maxKeysWanted, subjectKeysFoundSchema, wantedKeySchema } from './subject-key.ts'

/*
 * A bundle (*gói dữ liệu*): what a PC and its city would say to each other over the line, as files on a USB stick
 * (PSP/1 section 7, `POST /bundles`). A file is one header line in clear, LF, then the sealed content.
 */

/** Ends of the names of the two kinds of file. */
export const bundleSuffix = { lines: '.psp-lines', answer: '.psp-answer' } as const

/** Most bytes of a file, and of its content once it is inflated. */
export const maxBundleBytes = 24 * 1024 * 1024
export const maxBundleContent = 64 * 1024 * 1024
/** So many bytes of content make a part, unless asked otherwise; one line more is never cut in two. */
export const usualPartBytes = 8 * 1024 * 1024
/** Longest header line, bytes. */
export const maxBundleHeader = 1024

/**
 * The header line: who can open the file and where it belongs, nothing personal. It is bound into the seal and into the
 * signature. `to` names the key it is sealed to; `first` and `last` are the line numbers, or feed positions, inside (0
 * and 0: none); `part` counts the files of one export from 1, `isLast` says that none follows.
 */
export const bundleHeaderSchema = z.strictObject({
  format: z.literal('psp-bundle/1'),
  kind: z.enum(['lines', 'answer']),
  ward: wardCode,
  device: sha256Text,
  to: z.string().min(1).max(64),
  part: z.int().min(1).max(100_000),
  isLast: z.boolean(),
  first: z.int().nonnegative(),
  last: z.int().nonnegative(),
})
export type BundleHeader = z.infer<typeof bundleHeaderSchema>

/**
 * What a signature of a bundle covers: the header as it stands in the file, and the content as it is packed. Sealed is
 * the signature (64 bytes) followed by the packed content (Zstandard).
 */
export function bundleSignedText(headerLine: string, contentSha256: string): string {
  return ['psp1 bundle', headerLine, contentSha256].join('\n')
}

/**
 * First line of the content of a bundle of lines. After it come the stream's opening record, `keys` sealed subject keys
 * and `lines` event lines: the bytes a push sends. `ackedSeq` and `cursor` say where the PC stands, so that the answer
 * begins there; `answerKey` is the X25519 key the answer is sealed to; `packs` are addresses of packs it waits for;
 * `has` are SHA-256 of lists it has already, so that they need not travel again;
 * `wanted` are keys it lacks to read lines of the ward's other PCs; `issuerRequests` are kind-6 requests of sealing keys the city has not taken yet.
 */
export const bundleManifestSchema = z.strictObject({
  stream: z.uuid(),
  headSeq: z.int().nonnegative(),
  ackedSeq: z.int().nonnegative(),
  cursor: z.strictObject({ epoch: z.string().max(64), pos: z.int().nonnegative() }),
  answerKey: base64url.length(43),
  packs: z.array(sha256Text).max(64),
  has: z.array(sha256Text).max(8).default([]),
  wanted: z.array(wantedKeySchema).max(maxKeysWanted).default([]),
  issuerRequests: z.array(base64url.max(1024)).max(16),
  keys: z.int().nonnegative(),
  lines: z.int().nonnegative(),
})
export type BundleManifest = z.infer<typeof bundleManifestSchema>

/** Published bytes by their name on the line, base64. */
const file = z.strictObject({
  kind: z.literal('file'),
  name: z.string().max(64),
  bytes: z.base64(),
})

/** One line of the content of an answer: an answer of the protocol as the line would bring it. */
export const answerRecordSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stream'), answer: streamStateSchema }),
  z.strictObject({ kind: z.literal('push'), answer: pushAnswerSchema }),
  z.strictObject({ kind: z.literal('feed'), answer: feedPageSchema }),
  // Keys of subjects in the pages beside it, and those that were wanted, sealed to the PC.
  z.strictObject({ kind: z.literal('keys'), answer: subjectKeysFoundSchema }),
  // A sealing key's request was taken; `request` is the SHA-256 of its bytes.
  z.strictObject({ kind: z.literal('issuer'), request: sha256Text, answer: issuerAnswerSchema }),
  file,
])
export type AnswerRecord = z.infer<typeof answerRecordSchema>

/** What the city says of a bundle it has taken: which lines were new, and the answers to carry back, base64. */
export const bundleTakenSchema = z.object({
  ward: wardCode,
  device: sha256Text,
  stream: z.uuid(),
  first: z.int().nonnegative(),
  last: z.int().nonnegative(),
  /** Lines that were not there before. */
  taken: z.int().nonnegative(),
  headSeq: z.int().nonnegative(),
  /** How many of the new lines were refused, quarantined or parked. */
  waiting: z.int().nonnegative(),
  answers: z.array(z.base64()),
})
export type BundleTaken = z.infer<typeof bundleTakenSchema>
