import { Refusal } from '../../../contract/refusals.ts'
import type { ClosedDay, StockMovement } from '../../../contract/desk/stock.ts'
import type { StockLine } from '../../../contract/events/stock-events.ts'
import { runsText } from '../../../domain/stock/serials.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { bold, gap, heading, paragraph } from '../../sheets/blocks.ts'
import type { Block, Layout } from '../../sheets/sheet.ts'
import { momentInFigures } from '../../sheets/words.ts'
import { momentOf } from '../case-sheets/common.ts'
import { counterPaper } from '../reports/counter-paper.ts'
import { papersOf } from './close.ts'
import { type CountRow, linesOf, movements } from './period.ts'
import { closedOf, movementOf } from './view.ts'

const countById = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('stock_count').selectAll().where('id', '=', id),
)
const closedBefore = composedOnce(({ lc }: { lc: number }) =>
  sql
    .selectFrom('stock_count')
    .selectAll()
    .where('number', 'is not', null)
    .where('lc', '<', lc)
    .orderBy('lc', 'desc')
    .limit(1),
)

/**
 * The sheet of a day (*sổ phôi giấy cuối ngày*): what there was, came and went, the count, every difference with its
 * words, how the sealed papers stand, and room for two signatures. Throws `not-found`.
 */
export function closeSheet(desk: Desk, user: string, countId: string): Layout {
  const { store } = desk
  const row = store.first(countById({ id: countId }))
  if (!row) throw new Refusal('not-found')
  const before = store.first(closedBefore({ lc: row.lc }))
  const day = closedOf(store, row, before)
  const lines = linesOf(row)
  const moves = movements(store, { from: before?.lc ?? 0, to: row.lc }).map((move) => movementOf(store, move))
  const about = row.number === null ? 'Kiểm đếm, chưa khóa sổ' : `Lần khóa sổ ${row.number}`
  return counterPaper(desk, user, { title: 'Sổ phôi giấy cuối ngày', about, period: day, way: 'across' }, [
    ...accountOf(lines),
    ...papersBlock(row),
    ...movementsOf(moves, lines),
    ...differencesOf(day.explanations, lines),
    ...signatures(day.by, row.number === null ? '' : day.closedBy),
  ])
}

const figureColumns = [
  ['Đầu kỳ', 'opening'],
  ['Nhận', 'received'],
  ['In', 'printed'],
  ['In lại', 'reprinted'],
  ['Hỏng', 'spoiled'],
  ['Giao đi', 'givenOut'],
  ['Nộp lại', 'handedBack'],
  ['Phải còn', 'expected'],
  ['Kiểm đếm', 'counted'],
  ['Lệch', 'difference'],
  ['Chờ hủy', 'waste'],
] as const satisfies readonly (readonly [string, keyof StockLine])[]
const figureWidth = 19

function accountOf(lines: readonly StockLine[]): Block[] {
  return [
    {
      kind: 'table',
      size: 10,
      columns: [
        { title: 'Loại phôi', width: 273 - figureColumns.length * figureWidth, align: 'left' },
        ...figureColumns.map(([title]) => ({ title, width: figureWidth, align: 'right' as const })),
      ],
      rows: lines.map((line) => [
        line.name,
        ...figureColumns.map(([, key]) => ({
          text: key === 'difference' ? signed(line[key]) : line[key].toLocaleString('vi-VN'),
          bold: key === 'counted' || (key === 'difference' && line[key] !== 0),
        })),
      ]),
    },
    gap(2),
    ...lines.filter(({ numbered }) => numbered).map(serialsLine),
  ]
}

function serialsLine({ name, openingRuns, runs, usedUp, strange }: StockLine): Block {
  const parts = [
    ['đầu kỳ', openingRuns],
    ['còn lại', runs],
    ['đã dùng hoặc hỏng', usedUp],
    ['không có trong sổ', strange],
  ] as const
  const said = parts
    .filter(([, some]) => some.length > 0)
    .map(([label, some]) => `${label} ${runsText(some)}`)
  return paragraph(
    [bold(`Dải số ${name}: `), said.length > 0 ? `${said.join('; ')}.` : 'không còn tờ nào.'],
    {
      align: 'left',
    },
  )
}

function papersBlock(row: CountRow): Block[] {
  const papers = papersOf(row)
  const counts = [
    ['chờ trả tại quầy', papers.waiting],
    ['trong đó đã xác nhận dấu', papers.stamped],
    ['chưa in', papers.unprinted],
    ['đã trả', papers.handedOver],
    ['đã thay bằng giấy mới', papers.replaced],
    ['đã thu hồi', papers.withdrawn],
    ['người dân nộp lại', papers.givenBack],
  ] as const
  const text = counts.filter(([, count]) => count > 0).map(([label, count]) => `${label} ${count}`)
  const numbers = (some: typeof papers.missing) => some.map(({ number }) => number).join(', ')
  const lists = [
    ['Giấy chờ trả không thấy tại quầy', numbers(papers.missing)],
    ['Giấy đã đóng dấu chưa in', numbers(papers.nowhere)],
    ['Số hiệu đã đóng dấu (khóa, lô, thứ tự)', papers.serials.map(serialRunText).join('; ')],
  ] as const
  return [
    paragraph(
      [
        bold(`Giấy đã đóng dấu trong kỳ: ${papers.sealed}`),
        text.length > 0 ? ` (${text.join(', ')}).` : '.',
        papers.earlier > 0 ? ` Giấy của kỳ trước chưa trả: ${papers.earlier}.` : '',
      ],
      { align: 'left' },
    ),
    ...lists
      .filter(([, list]) => list !== '')
      .map(([title, list]) => paragraph([bold(`${title}: `), `${list}.`], { align: 'left' })),
    gap(2),
  ]
}

type SerialRun = ReturnType<typeof papersOf>['serials'][number]

function serialRunText({ kid, series, first, last }: SerialRun): string {
  return `${kid}, lô ${series}, ${first === last ? first : `${first}–${last}`}`
}

const wayNames: Readonly<Record<StockMovement['way'], string>> = {
  received: 'Nhận',
  'given-out': 'Giao quầy khác',
  'handed-back': 'Nộp lại',
  spoiled: 'Hỏng',
  'given-back': 'Người dân nộp lại',
  destroyed: 'Hủy',
}
const reasonNames = { jammed: 'kẹt giấy', misprint: 'in sai', damaged: 'rách, bẩn' } as const
const spoiledNames = { 'handed-in': 'đã thu lại', missing: 'không thấy' } as const

function movementsOf(moves: readonly StockMovement[], lines: readonly StockLine[]): Block[] {
  if (moves.length === 0) return []
  const nameOf = (kind: string) => lines.find((line) => line.kind === kind)?.name ?? ''
  return [
    paragraph([bold('Phát sinh trong kỳ (ngoài giấy đã in)')], { align: 'left' }),
    {
      kind: 'table',
      size: 9,
      columns: [
        { title: 'Lúc', width: 32, align: 'center' },
        { title: 'Việc', width: 50, align: 'left' },
        { title: 'Loại phôi', width: 46, align: 'left' },
        { title: 'Số tờ', width: 16, align: 'right' },
        { title: 'Số phôi, số giấy', width: 48, align: 'left' },
        { title: 'Người giao, nhận, chứng kiến; ghi chú', width: 51, align: 'left' },
        { title: 'Người ghi', width: 30, align: 'left' },
      ],
      rows: moves.map((move) => [
        momentInFigures(momentOf(move.at)),
        wayText(move),
        nameOf(move.kind),
        move.quantity.toLocaleString('vi-VN'),
        move.paper ?? move.serials,
        [move.people.join(', '), move.note].filter((text) => text !== '').join('; '),
        move.by,
      ]),
    },
    gap(2),
  ]
}

function wayText({ way, reason, spoiled }: StockMovement): string {
  const more = [reason && reasonNames[reason], spoiled && spoiledNames[spoiled]].filter(Boolean)
  return more.length > 0 ? `${wayNames[way]} (${more.join(', ')})` : wayNames[way]
}

function differencesOf(explanations: ClosedDay['explanations'], lines: readonly StockLine[]): Block[] {
  if (explanations.length === 0) return []
  const nameOf = (about: string) =>
    lines.find(({ kind }) => kind === about)?.name ?? 'Giấy không thấy tại quầy'
  return [
    paragraph([bold('Giải trình chênh lệch')], { align: 'left' }),
    ...explanations.map(({ about, text }) =>
      paragraph([bold(`${nameOf(about)}: `), text], { align: 'left' }),
    ),
    gap(2),
  ]
}

/** Room for a hand below a title, and the name. */
const roomToSign = 18

function signatures(counted: string, closed: string): Block[] {
  const place = (title: string, name: string): Block[] => [
    heading(title, 11, { bold: true }),
    heading('(Ký, ghi rõ họ tên)', 10, { italic: true }),
    gap(roomToSign),
    heading(name, 11, { bold: true }),
  ]
  return [
    gap(2),
    {
      kind: 'columns',
      spacing: 13,
      columns: [
        { width: 130, blocks: place('NGƯỜI KIỂM ĐẾM', counted) },
        { width: 130, blocks: place('NGƯỜI KHÓA SỔ', closed) },
      ],
    },
  ]
}

function signed(difference: number): string {
  return difference > 0 ? `+${difference.toLocaleString('vi-VN')}` : difference.toLocaleString('vi-VN')
}
