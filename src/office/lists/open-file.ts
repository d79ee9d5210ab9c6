import type { JudgedList } from '../../contract/lists/judged-list.ts'
import type { ListNotice } from '../../contract/lists/notices.ts'
import { Refusal } from '../../contract/refusals.ts'
import { convertTable } from './letters/convert.ts'
import type { ListLimits } from './limits.ts'
import { attachedLists } from './message.ts'
import type { Table, TableRow } from './table.ts'
import { decodeText } from './text/encoding.ts'
import { readDelimited } from './text/delimited.ts'
import { readWorkbook } from './workbook/workbook.ts'

/** A file somebody sent. `name` only helps where the bytes say too little; null for a pasted table. */
export type ListFile = { readonly name: string | null; readonly bytes: Uint8Array }

/** Which part of it to read, by name or by its place among the lists found in it; null leaves the choice. */
export type ListPart = {
  readonly attachment: string | null
  readonly sheet: string | null
  readonly at: number | null
}

/** A table, the part of the file it stood in, and every list that was found in the file. */
export type OpenedList = Table & Pick<JudgedList, 'source' | 'parts'>

/** A table of a file and where it stands; or why it cannot be read. */
type Candidate = JudgedList['source'] &
  ({ readonly table: Table } | { readonly table: null; readonly refusal: Refusal })

/**
 * Opens a file as a table, whatever it is: workbook, text in any of the usual encodings, or a message with such attached.
 * What it is, its bytes say. Nothing of it is run, computed or fetched. Of several tables the part asked for is taken,
 * else the first that is a list, else the first that holds anything. `rowsOf` tells the rows of people of a list; null
 * for a sheet of notes. Runs on bytes from outside: only ever in a process of its own.
 */
export async function openList(
  file: ListFile,
  part: ListPart,
  rowsOf: (rows: readonly TableRow[]) => number | null,
  limits: ListLimits,
): Promise<OpenedList> {
  if (file.bytes.length > limits.fileBytes)
    throw new Refusal('list-too-big', { megabytes: Math.round(limits.fileBytes / (1 << 20)) })
  const parts: JudgedList['parts'] = []
  let [list, other, refusal]: [Found | null, Found | null, Refusal | null] = [null, null, null]
  for await (const { attachment, sheet, ...one } of candidatesOf(file, part, limits)) {
    const isNamed =
      (part.attachment === null || part.attachment === attachment) &&
      (part.sheet === null || part.sheet === sheet)
    if (!one.table) {
      if (isNamed) refusal ??= one.refusal
      continue
    }
    const found = { ...one.table, source: { attachment, sheet } }
    const rows = rowsOf(found.rows)
    const isAsked = isNamed && (part.at === null || (rows !== null && part.at === parts.length))
    if (rows !== null) parts.push({ attachment, sheet, rows })
    if (isAsked && rows !== null) list ??= found
    else if (isAsked && found.rows.length > 0) other ??= found
  }
  const found = list ?? other
  if (!found) throw refusal ?? new Refusal('list-empty')
  return { ...found, ...convertTable(found), parts }
}

type Found = Table & Pick<JudgedList, 'source'>

async function* candidatesOf(
  { name, bytes }: ListFile,
  part: ListPart,
  limits: ListLimits,
): AsyncGenerator<Candidate> {
  if (!isMessage(name, bytes)) {
    for await (const table of tablesOf(bytes, part.sheet, limits)) yield candidate(null, table)
    return
  }
  const { lists, names } = await attachedLists(bytes, part.attachment, limits)
  for (const one of lists) {
    const others = names.filter((other) => other !== one.name).slice(0, 20)
    const notice: ListNotice[] =
      others.length === 0
        ? []
        : [{ code: 'other-attachments', data: { attachment: one.name, others: others.join(', ') } }]
    const wanted = part.attachment === null || part.attachment === one.name ? part.sheet : null
    try {
      for await (const table of tablesOf(one.bytes, wanted, limits))
        yield candidate(
          one.name,
          'refusal' in table ? table : { ...table, notices: [...notice, ...table.notices] },
        )
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      yield { attachment: one.name, sheet: null, table: null, refusal: error }
    }
  }
}

type SomeTable =
  | (Table & { readonly sheet: string | null })
  | { readonly sheet: string; readonly refusal: Refusal }

function candidate(attachment: string | null, table: SomeTable): Candidate {
  const { sheet } = table
  return 'refusal' in table
    ? { attachment, sheet, table: null, refusal: table.refusal }
    : { attachment, sheet, table: { rows: table.rows, notices: table.notices } }
}

async function* tablesOf(
  bytes: Uint8Array,
  wanted: string | null,
  limits: ListLimits,
): AsyncGenerator<SomeTable> {
  if (bytes.length === 0) throw new Refusal('list-empty')
  if (startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006')) {
    yield* readWorkbook(bytes, wanted, limits)
    return
  }
  refuseOtherFormats(bytes)
  const { text, encoding } = decodeText(bytes)
  refuseMarkup(text)
  const notices: ListNotice[] = encoding === null ? [] : [{ code: 'encoding', data: { encoding } }]
  yield { rows: readDelimited(text, limits), notices, sheet: null }
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
