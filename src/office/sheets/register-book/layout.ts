import { bold, gap, heading, paragraph } from '../blocks.ts'
import { head, type HeadMeasures } from '../head.ts'
import type { Block, Cell, Layout, TableBlock } from '../sheet.ts'
import { dayInFigures, momentInFigures } from '../words.ts'
import type { RegisterCover, RegisterEntry } from './data.ts'
import { count, isOverdue, isReturnedLate, noTotals, type RegisterTotals } from './totals.ts'

/** A4 across: left and right 12, top 18, bottom 12 mm: 273 × 180 mm. */
const page = { width: 297, height: 210, margins: { top: 18, right: 12, bottom: 12, left: 12 } }
const wideHead: HeadMeasures = { agencyWidth: 110, mottoWidth: 110, spacing: 53, small: 11, large: 12 }

/** The register: a row a dossier, its head on every page, the totals after the last. Entries are taken one by one. */
export function layoutRegisterBook(cover: RegisterCover, entries: Iterable<RegisterEntry>): Layout {
  const totals = noTotals()
  return {
    date: cover.asOf.date,
    training: cover.training,
    pages: [
      {
        ...page,
        body: [{ size: 11, lead: 1.15, after: 2 }],
        long: true,
        blocks: [
          ...opening(cover),
          entriesTable({ [Symbol.iterator]: () => rowsOf(cover, entries, totals) }),
          { kind: 'later', blocks: () => closing(cover, totals) },
        ],
        running: `Sổ theo dõi hồ sơ, quyển số ${cover.book}`,
      },
    ],
  }
}

function opening(cover: RegisterCover): Block[] {
  return [
    ...head(wideHead, { parent: cover.agency.name, name: cover.counter }, { left: [], right: [] }),
    gap(2),
    heading('SỔ THEO DÕI HỒ SƠ', 14, { bold: true }),
    heading(`Quyển số: ${cover.book}`, 12),
    heading(`(Từ ngày ${dayInFigures(cover.firstDay)} đến ngày ${dayInFigures(cover.lastDay)})`, 12, {
      italic: true,
    }),
    gap(3),
  ]
}

function entriesTable(rows: Iterable<readonly Cell[]>): TableBlock {
  const group = 'Nhận và trả kết quả'
  return {
    kind: 'table',
    size: 8.5,
    columns: [
      { title: 'TT', width: 11, align: 'center' },
      { title: 'Mã hồ sơ', width: 27, align: 'left' },
      { title: 'Tên thủ tục hành chính', width: 32, align: 'left' },
      { title: 'Số bộ', width: 9, align: 'center' },
      { title: 'Tên cá nhân, tổ chức', width: 30, align: 'left' },
      { title: 'Địa chỉ, số điện thoại', width: 38, align: 'left' },
      { title: 'Cơ quan giải quyết', width: 22, align: 'left' },
      { title: 'Nhận hồ sơ', width: 18, align: 'center', group },
      { title: 'Hẹn trả kết quả', width: 18, align: 'center', group },
      { title: 'Trả kết quả', width: 18, align: 'center', group },
      { title: 'Cách nhận', width: 15, align: 'center', group },
      { title: 'Ký nhận', width: 15, align: 'center', group },
      { title: 'Ghi chú', width: 20, align: 'left' },
    ],
    rows,
  }
}

function* rowsOf(
  { firstEntry, asOf }: RegisterCover,
  entries: Iterable<RegisterEntry>,
  totals: RegisterTotals,
): Generator<readonly Cell[]> {
  // A layout may be set more than once; each time counts anew.
  Object.assign(totals, noTotals())
  for (const entry of entries) {
    const number = firstEntry + totals.entries
    count(totals, entry, asOf)
    const { returnedAt, dueAt } = entry
    yield [
      `${number}`,
      entry.dossierNumber,
      entry.matter,
      `${entry.sets}`,
      entry.name,
      entry.contact,
      entry.unit,
      momentInFigures(entry.receivedAt),
      momentInFigures(dueAt),
      returnedAt ? { text: momentInFigures(returnedAt), bold: isReturnedLate(entry) } : '',
      entry.way ? ways[entry.way] : '',
      '',
      remark(entry, asOf),
    ]
  }
}

const ways = { counter: 'Tại quầy', post: 'Bưu chính', online: 'Trực tuyến', delivered: 'Giao tại nhà' }
const states = { refused: 'Từ chối', stopped: 'Dừng giải quyết', transferred: 'Chuyển nơi khác' }

function remark(entry: RegisterEntry, asOf: RegisterCover['asOf']): string {
  const { state, note } = entry
  const late = isOverdue(entry, asOf) || isReturnedLate(entry)
  const words = [
    ...(state === 'open' || state === 'resolved' ? [] : [states[state]]),
    ...(late ? ['Quá hạn'] : []),
    ...(note === undefined ? [] : [note]),
  ]
  return words.join('; ')
}

function closing(cover: RegisterCover, totals: RegisterTotals): Block[] {
  const { resolved, resolvedLate, open, openLate } = totals
  const row = (label: string, value: number): readonly Cell[] => [label, { text: `${value}`, bold: true }]
  return [
    gap(4),
    paragraph([bold(`Tổng hợp đến ${momentInFigures(cover.asOf)}`)], { align: 'left' }),
    {
      kind: 'table',
      size: 10,
      columns: [
        { title: 'Nội dung', width: 90, align: 'left' },
        { title: 'Số hồ sơ', width: 30, align: 'right' },
      ],
      rows: [
        row('Đã tiếp nhận', totals.entries),
        row('Số bộ', totals.sets),
        row('Đã trả kết quả đúng hạn', resolved - resolvedLate),
        row('Đã trả kết quả quá hạn', resolvedLate),
        row('Từ chối', totals.refused),
        row('Dừng giải quyết', totals.stopped),
        row('Chuyển nơi khác', totals.transferred),
        row('Đang giải quyết, trong hạn', open - openLate),
        row('Đang giải quyết, quá hạn', openLate),
      ],
    },
    {
      kind: 'columns',
      spacing: 53,
      columns: [
        { width: 110, blocks: signing('NGƯỜI LẬP SỔ', cover.keptBy) },
        { width: 110, blocks: signing(cover.head.title, cover.head.name) },
      ],
    },
  ]
}

function signing(title: string, name: string): Block[] {
  return [gap(4), heading(title, 11, { bold: true }), gap(22), heading(name, 11, { bold: true })]
}
