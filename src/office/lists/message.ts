import PostalMime from 'postal-mime'
import { Refusal } from '../../contract/refusals.ts'
import type { ListLimits } from './limits.ts'

/** A list that came with a message, under a name that no other attachment of it has. */
type Attached = { readonly name: string; readonly bytes: Uint8Array }

/** The lists that came with a message, and the names of everything that did. */
type Attachments = { readonly lists: readonly Attached[]; readonly names: readonly string[] }

const listName = /\.(?:xlsx|xlsm|xls|xlsb|csv|tsv|txt)$/i
/** Lists of one message that are opened; the others are named. */
const mostLists = 12

/**
 * Takes the lists out of a message (RFC 5322 with MIME), the wanted one whatever its name. Only lists are opened; texts,
 * pictures, HTML and links of the message are not. Refuses: list-too-many-attachments, list-no-attachment, list-damaged.
 */
export async function attachedLists(
  bytes: Uint8Array,
  wanted: string | null,
  limits: ListLimits,
): Promise<Attachments> {
  const tooMany = new Refusal('list-too-many-attachments', { most: limits.parts })
  // Counted before parsing: ten thousand parts are refused without building them.
  if (partsOf(bytes) > limits.parts) throw tooMany
  const message = await PostalMime.parse(bytes, {
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: 20,
  }).catch(() => Promise.reject(new Refusal('list-damaged', { detail: 'MIME' })))
  if (message.attachments.length > limits.parts) throw tooMany
  const names = named(message.attachments.map(({ filename }, at) => filename ?? `#${at + 1}`))
  const attached = message.attachments.map(({ content }, at) => ({
    name: names[at] ?? '',
    bytes:
      content instanceof ArrayBuffer ? new Uint8Array(content) : new TextEncoder().encode(String(content)),
  }))
  const isWanted = ({ name }: Attached) => name === wanted
  const lists = attached.filter((one) => listName.test(one.name) || isWanted(one))
  if (lists.length === 0 || (wanted !== null && !lists.some(isWanted)))
    throw new Refusal('list-no-attachment')
  return { lists: lists.filter((one, at) => at < mostLists || isWanted(one)), names }
}

/** Two attachments of one name would be one to a person. */
function named(names: readonly string[]): string[] {
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((one) => one === name).length
    return before === 0 ? name : name.replace(/(?=\.[^.]*$)|$/, ` (${before + 1})`)
  })
}

/** How many parts a message says it has: each begins with a heading of its own. */
function partsOf(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return text.match(/^content-(?:type|disposition):/gim)?.length ?? 0
}
