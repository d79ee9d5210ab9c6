import PostalMime from 'postal-mime'
import { Refusal } from '../../contract/refusals.ts'
import type { ListLimits } from './limits.ts'

/** The list that came with a message, and the names of what else did. */
export type AttachedList = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly others: readonly string[]
}

const listName = /\.(?:xlsx|xlsm|xls|xlsb|csv|tsv|txt)$/i

/**
 * Takes the list out of a message (RFC 5322 with MIME). Only the list is opened; texts, pictures, HTML and links of the
 * message are not. Refuses: list-too-many-attachments, list-no-attachment, list-which-attachment, list-damaged.
 */
export async function attachedList(
  bytes: Uint8Array,
  wanted: string | null,
  limits: ListLimits,
): Promise<AttachedList> {
  const tooMany = new Refusal('list-too-many-attachments', { most: limits.parts })
  // Counted before parsing: ten thousand parts are refused without building them.
  if (partsOf(bytes) > limits.parts) throw tooMany
  const message = await PostalMime.parse(bytes, {
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: 20,
  }).catch(() => Promise.reject(new Refusal('list-damaged', { detail: 'MIME' })))
  const attached = message.attachments.map(({ filename, content }, at) => ({
    name: filename ?? `#${at + 1}`,
    bytes:
      content instanceof ArrayBuffer ? new Uint8Array(content) : new TextEncoder().encode(String(content)),
  }))
  if (attached.length > limits.parts) throw tooMany
  const lists = attached.filter(({ name }) => (wanted === null ? listName.test(name) : name === wanted))
  const [list, ...more] = lists
  if (!list) throw new Refusal('list-no-attachment')
  if (more.length > 0)
    throw new Refusal('list-which-attachment', { names: lists.map(({ name }) => name).join(', ') })
  return { ...list, others: attached.filter((one) => one !== list).map(({ name }) => name) }
}

/** How many parts a message says it has: each begins with a heading of its own. */
function partsOf(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return text.match(/^content-(?:type|disposition):/gim)?.length ?? 0
}
