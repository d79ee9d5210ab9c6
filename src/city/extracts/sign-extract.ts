import { createHash, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import {
  type ExtractEnvelope,
  extractHeadSchema,
  extractPersonSchema,
  extractSignedText,
  maxExtractBytes,
} from '../../contract/sync/extract.ts'
import { type Desk, serverTime } from '../desk.ts'
import { writeAudit } from '../operators/audit.ts'

/** A signed extract: the file, gzip, and what may be said of it. */
export type SignedExtract = {
  readonly bytes: Uint8Array
  readonly ward: string
  readonly asOf: string
  readonly people: number
}

/**
 * Signs a population extract with the key that signs the city's lists, and writes that into the audit; the server keeps
 * nothing of it. Throws with a sentence for the operator: too large, no extract, an unknown ward, or a person whose
 * entry no ward would take (by place in the file, never by name).
 */
export async function signExtract(desk: Desk, text: string, operator: string): Promise<SignedExtract> {
  if (Buffer.byteLength(text) > maxExtractBytes) throw new Error('the extract is larger than 64 MB')
  const head = extractHeadSchema.safeParse(parse(text)).data
  if (!head) throw new Error('this is no extract: it wants ward, asOf and people')
  const wrong = head.people.findIndex((person) => !extractPersonSchema.safeParse(person).success)
  if (wrong !== -1) throw new Error(`person ${wrong + 1} of the file is not as an extract wants it`)
  const { kid, privateKey } = desk.keys.list
  const signature = sign(null, Buffer.from(extractSignedText(text)), privateKey).toString('base64url')
  const envelope: ExtractEnvelope = { format: 'quay-extract/1', text, signatures: [{ kid, signature }] }
  const said = { ward: head.ward, asOf: head.asOf, people: head.people.length }
  await desk.store.write(async (rows) => {
    if (!(await rows.ward(head.ward))) throw new Error(`there is no ward ${head.ward}`)
    const sha256 = createHash('sha256').update(text).digest('base64url')
    await writeAudit(rows, serverTime(desk), operator, 'extract.signed', { ...said, sha256 })
  })
  return { bytes: await promisify(gzip)(JSON.stringify(envelope)), ...said }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
