import { posix } from 'node:path'
import type { ListNotice } from '../../../contract/lists/notices.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { ListLimits } from '../limits.ts'
import type { Table } from '../table.ts'
import { type Archive, openArchive } from './archive.ts'
import { readSharedStrings } from './shared-strings.ts'
import { readSheet, type Sheet } from './sheet.ts'
import { readStyles } from './styles.ts'
import { readXml } from './xml.ts'

type SheetEntry = { readonly name: string; readonly id: string; readonly isHidden: boolean }
type Book = { readonly sheets: readonly SheetEntry[]; readonly isFrom1904: boolean }

/** Sheets of one workbook that are looked at for a list. */
const mostSheets = 8

/** One sheet of a workbook as a table; or why it cannot be read. */
export type WorkbookSheet =
  | (Table & { readonly sheet: string })
  | { readonly sheet: string; readonly refusal: Refusal }

/**
 * Reads the sheets of a workbook one after the other: the visible ones, and the wanted one even where it is hidden. Macros
 * and links are named in a notice and never followed. Refuses what is wrong with the workbook as a whole, and
 * list-sheet-unknown.
 */
export async function* readWorkbook(
  bytes: Uint8Array,
  wanted: string | null,
  limits: ListLimits,
): AsyncGenerator<WorkbookSheet> {
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
  const visible = book.sheets.filter(({ isHidden }) => !isHidden)
  const asked = wanted === null ? null : book.sheets.find(({ name }) => name === wanted)
  if (asked === undefined)
    throw new Refusal('list-sheet-unknown', {
      sheet: wanted ?? '',
      sheets: book.sheets.map(({ name }) => name).join(', '),
    })
  for (const entry of new Set([...visible.slice(0, mostSheets), ...(asked ? [asked] : [])])) {
    const part = targets.get(entry.id) ?? `xl/worksheets/${entry.id}.xml`
    try {
      const sheet = await readSheet(archive, part, shared, limits)
      const others = visible.filter((one) => one !== entry).map(({ name }) => name)
      yield { rows: sheet.rows, notices: noticesOf(archive, sheet, entry, others), sheet: entry.name }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      yield { sheet: entry.name, refusal: error }
    }
  }
}

function noticesOf(
  archive: Archive,
  sheet: Sheet,
  { name }: SheetEntry,
  others: readonly string[],
): ListNotice[] {
  const notices = [...archiveNotices(archive.names), ...sheetNotices(sheet)]
  if (others.length === 0) return notices
  const data = { sheet: name, others: others.slice(0, 20).join(', ') }
  return [...notices, { code: 'other-sheets', data }]
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
