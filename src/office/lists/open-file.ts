import type { ListNotice } from '../../contract/lists/notices.ts'
import { Refusal } from '../../contract/refusals.ts'
import { convertTable } from './letters/convert.ts'
import type { ListLimits } from './limits.ts'
import { attachedList } from './message.ts'
import type { Table, TableRow } from './table.ts'
import { decodeText } from './text/encoding.ts'
import { readDelimited } from './text/delimited.ts'
import { readWorkbook } from './workbook/workbook.ts'

/** A file somebody sent. `name` only helps where the bytes say too little; null for a pasted table. */
export type ListFile = { readonly name: string | null; readonly bytes: Uint8Array }

/** Which part of it to read, where there are several; null leaves the choice. */
export type ListPart = { readonly attachment: string | null; readonly sheet: string | null }

/** A table and the part of the file it stood in. */
export type OpenedList = Table & { readonly source: ListPart }

/**
 * Opens a file as a table, whatever it is: workbook, text in any of the usual encodings, or a message with one of them
 * attached. What it is, its bytes say. Nothing of it is run, computed or fetched. `isList` tells a list from a sheet of
 * notes. Runs on bytes from outside: only ever in a process of its own.
 */
export async function openList(
  { name, bytes }: ListFile,
  part: ListPart,
  isList: (rows: readonly TableRow[]) => boolean,
  limits: ListLimits,
): Promise<OpenedList> {
  if (bytes.length > limits.fileBytes)
    throw new Refusal('list-too-big', { megabytes: Math.round(limits.fileBytes / (1 << 20)) })
  if (!isMessage(name, bytes)) {
    const { sheet, ...table } = await openTable(bytes, part.sheet, isList, limits)
    return { ...convertTable(table), source: { attachment: null, sheet } }
  }
  const list = await attachedList(bytes, part.attachment, limits)
  const { sheet, ...table } = await openTable(list.bytes, part.sheet, isList, limits)
  const { rows, notices } = convertTable(table)
  return { rows, notices: [...messageNotices(list), ...notices], source: { attachment: list.name, sheet } }
}

function messageNotices({ name, others }: { name: string; others: readonly string[] }): ListNotice[] {
  if (others.length === 0) return []
  return [{ code: 'other-attachments', data: { attachment: name, others: others.slice(0, 20).join(', ') } }]
}

async function openTable(
  bytes: Uint8Array,
  wanted: string | null,
  isList: (rows: readonly TableRow[]) => boolean,
  limits: ListLimits,
): Promise<Table & { readonly sheet: string | null }> {
  if (bytes.length === 0) throw new Refusal('list-empty')
  if (startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006'))
    return readWorkbook(bytes, wanted, isList, limits)
  refuseOtherFormats(bytes)
  const { text, encoding } = decodeText(bytes)
  refuseMarkup(text)
  const notices: ListNotice[] = encoding === null ? [] : [{ code: 'encoding', data: { encoding } }]
  return { rows: readDelimited(text, limits), notices, sheet: null }
}

/** Files that begin in a way of their own, and what a person calls them. */
const signatures = [
  ['%PDF', 'PDF'],
  ['\u0089PNG', 'PNG'],
  ['\u00ff\u00d8\u00ff', 'JPEG'],
  ['{\\rtf', 'Word (.rtf)'],
  ['Rar!', 'RAR'],
  ['7z\u00bc\u00af', '7-Zip'],
  ['\u001f\u008b', 'GZIP'],
  ['MZ', 'Windows (.exe)'],
] as const

function refuseOtherFormats(bytes: Uint8Array): void {
  if (startsWith(bytes, '\u00d0\u00cf\u0011\u00e0')) {
    const directory = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    // An .xlsx with a password lies in a container of the old format, under this name.
    if (directory.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new Refusal('list-encrypted')
    throw new Refusal('list-old-excel', { format: '.xls' })
  }
  const found = signatures.find(([signature]) => startsWith(bytes, signature))
  if (found) throw new Refusal('list-other-format', { format: found[1] })
}

/** Many portals hand out a web page, or XML of Excel 2003, under the name of a workbook. */
function refuseMarkup(text: string): void {
  if (/^\s*<(?:!doctype|html|head|table|meta|style|div|\?xml)/i.test(text.slice(0, 1000)))
    throw new Refusal('list-old-excel', { format: 'HTML/XML' })
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return Array.from(signature).every((character, i) => bytes[i] === character.charCodeAt(0))
}

const headerLine =
  /^(?:return-path|received|from|mime-version|subject|date|delivered-to|to|message-id|x-[\w-]+|dkim-signature|arc-[\w-]+|content-type):/i

/** A message begins with heading lines, one of which says how its body is to be read. */
function isMessage(name: string | null, bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16_384)).toString('latin1')
  if (!headerLine.test(head)) return false
  return /\.eml$/i.test(name ?? '') || /^(?:content-type|mime-version):/im.test(head)
}
