import { posix } from 'node:path'
import type { ListNotice } from '../../../contract/lists/notices.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { ListLimits } from '../limits.ts'
import type { Table, TableRow } from '../table.ts'
import { type Archive, openArchive } from './archive.ts'
import { readSharedStrings } from './shared-strings.ts'
import { readSheet, type Sheet } from './sheet.ts'
import { readStyles } from './styles.ts'
import { readXml } from './xml.ts'

type SheetEntry = { readonly name: string; readonly id: string; readonly isHidden: boolean }
type Book = { readonly sheets: readonly SheetEntry[]; readonly isFrom1904: boolean }

/** Most sheets that are tried for a list. */
const mostSheets = 8

/**
 * Reads the sheet of a workbook that holds the list: the one asked for, otherwise the first visible one that `isList`
 * finds a list in, otherwise the first that holds anything. Macros and links are named in a notice and never followed.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  wanted: string | null,
  isList: (rows: readonly TableRow[]) => boolean,
  limits: ListLimits,
): Promise<Table & { readonly sheet: string }> {
  const archive = await openArchive(bytes, limits)
  const main = 'xl/workbook.xml'
  if (!archive.names.includes(main)) throw notAWorkbook(archive.names)
  const book = await readBook(archive, main)
  const targets = await readRelations(archive, main)
  const shared = {
    texts: await readSharedStrings(archive, targets.get('sharedStrings') ?? 'xl/sharedStrings.xml'),
    styleOf: await readStyles(archive, targets.get('styles') ?? 'xl/styles.xml'),
    isFrom1904: book.isFrom1904,
  }
  const read = async ({ id }: SheetEntry) =>
    readSheet(archive, targets.get(id) ?? `xl/worksheets/${id}.xml`, shared, limits)
  const { entry, sheet } = await chooseSheet(book.sheets, wanted, read, isList)
  const others = book.sheets.filter((one) => one !== entry && !one.isHidden).map(({ name }) => name)
  const notices = [...archiveNotices(archive.names), ...sheetNotices(sheet)]
  if (others.length > 0)
    notices.push({
      code: 'other-sheets',
      data: { sheet: entry.name, others: others.slice(0, 20).join(', ') },
    })
  return { rows: sheet.rows, notices, sheet: entry.name }
}

async function chooseSheet(
  sheets: readonly SheetEntry[],
  wanted: string | null,
  read: (entry: SheetEntry) => Promise<Sheet>,
  isList: (rows: readonly TableRow[]) => boolean,
): Promise<{ entry: SheetEntry; sheet: Sheet }> {
  const names = sheets.map(({ name }) => name)
  if (wanted !== null) {
    const entry = sheets.find(({ name }) => name === wanted)
    if (!entry) throw new Refusal('list-sheet-unknown', { sheet: wanted, sheets: names.join(', ') })
    return { entry, sheet: await read(entry) }
  }
  let first: { entry: SheetEntry; sheet: Sheet } | null = null
  for (const entry of sheets.filter(({ isHidden }) => !isHidden).slice(0, mostSheets)) {
    const sheet = await read(entry)
    if (isList(sheet.rows)) return { entry, sheet }
    if (sheet.rows.length > 0) first ??= { entry, sheet }
  }
  if (!first) throw new Refusal('list-empty')
  return first
}

function archiveNotices(names: readonly string[]): ListNotice[] {
  const notices: ListNotice[] = []
  const has = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length
  if (has(/vbaProject\.bin$|\/(?:macrosheets|activeX)\//i) > 0)
    notices.push({ code: 'macros-ignored', data: {} })
  const links = has(/\/externalLinks\/[^/]+\.xml$|\/connections\.xml$/i)
  if (links > 0) notices.push({ code: 'external-links-ignored', data: { count: links } })
  return notices
}

function sheetNotices({ formulas, hiddenRows, merged }: Sheet): ListNotice[] {
  const notices: ListNotice[] = []
  if (formulas > 0) notices.push({ code: 'formulas-not-evaluated', data: { count: formulas } })
  if (hiddenRows > 0) notices.push({ code: 'hidden-rows', data: { count: hiddenRows } })
  if (merged > 0) notices.push({ code: 'merged-cells', data: { count: merged } })
  return notices
}

async function readBook(archive: Archive, part: string): Promise<Book> {
  const stream = await archive.open(part)
  if (!stream) throw new Refusal('list-damaged', { detail: part })
  const sheets: SheetEntry[] = []
  let isFrom1904 = false
  await readXml(part, stream, {
    open(name, attributes) {
      if (name === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', id, isHidden })
    },
  })
  return { sheets, isFrom1904 }
}

/** Where the parts of a workbook lie, by relation id, and its two shared ones by the last word of their type. */
async function readRelations(archive: Archive, main: string): Promise<ReadonlyMap<string, string>> {
  const folder = posix.dirname(main)
  const part = `${folder}/_rels/${posix.basename(main)}.rels`
  const targets = new Map<string, string>()
  const stream = await archive.open(part)
  if (!stream) return targets
  await readXml(part, stream, {
    open(name, attributes) {
      // A relation to a place outside the archive is never opened.
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return
      const target = attributes['Target'] ?? ''
      const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
      targets.set(attributes['Id'] ?? '', path)
      const type = attributes['Type'] ?? ''
      if (type.endsWith('/sharedStrings')) targets.set('sharedStrings', path)
      if (type.endsWith('/styles')) targets.set('styles', path)
    },
  })
  return targets
}

function notAWorkbook(names: readonly string[]): Refusal {
  if (names.includes('xl/workbook.bin')) return new Refusal('list-old-excel', { format: '.xlsb' })
  if (names.includes('word/document.xml')) return new Refusal('list-other-format', { format: 'Word (.docx)' })
  if (names.includes('content.xml'))
    return new Refusal('list-other-format', { format: 'OpenDocument (.ods)' })
  return new Refusal('list-other-format', { format: 'ZIP' })
}
