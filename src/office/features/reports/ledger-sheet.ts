import type { LedgerName, LedgerRow } from '../../../contract/desk/reports.ts'
import type { Desk } from '../../desk.ts'
import { bold, gap, paragraph } from '../../sheets/blocks.ts'
import type { Cell, Layout, TableBlock } from '../../sheets/sheet.ts'
import { momentInFigures } from '../../sheets/words.ts'
import { momentOf } from '../case-sheets/common.ts'
import { counterPaper } from './counter-paper.ts'
import { joined } from './joined.ts'
import { chosenLedger, type LedgerChosen, ledgerRows } from './ledger.ts'
import { type LedgerForm, ledgerForm } from './ledgers.ts'
import { latenessNames, stateNames } from './standing.ts'

type Column = TableBlock['columns'][number] & { readonly cell: (row: LedgerRow, entry: number) => Cell }

const wholeWidth = 273
/** A narrower column breaks words. */
const leastWidth = 24
/** As long as a cell may be, so that no row is higher than its page. */
const longestCell = 400

/** A ledger as a paper, its rows asked for as pages fill. Throws `not-found`, and `invalid-input` for a wrong period. */
export function ledgerPaper(desk: Desk, user: string, name: LedgerName, chosen: LedgerChosen): Layout {
  const form = ledgerForm(desk, name)
  const ids = chosenLedger(desk, user, name, chosen)
  const columns = columnsOf(form)
  const totals = { records: 0, paid: 0, sum: 0 }
  const about = joined([form.procedure.title, form.pack.title, filterText(form, chosen)], ' – ')
  return counterPaper(
    desk,
    user,
    { title: titles[form.procedure.record], about, period: chosen, way: 'across' },
    [
      {
        kind: 'table',
        size: 8.5,
        columns: columns.map(({ title, width, align }) => ({ title, width, align })),
        rows: { [Symbol.iterator]: () => cellsOf(desk, form, ids, columns, totals) },
      },
      { kind: 'later', blocks: () => [gap(2), paragraph([bold(totalText(form, totals))])] },
    ],
  )
}

const titles = {
  permit: 'Sổ cấp giấy đi đường',
  'market-card': 'Sổ cấp thẻ đi chợ',
  organisation: 'Sổ xác nhận đơn vị',
  declaration: 'Sổ khai báo qua chốt',
  support: 'Sổ chi trả hỗ trợ',
  status: 'Danh sách theo dõi',
} as const

function filterText({ pack }: LedgerForm, { state, category }: LedgerChosen): string {
  const label = pack.categories.find(({ code }) => code === category)?.label
  return joined([label, state && stateNames[state]], ', ')
}

function* cellsOf(
  desk: Desk,
  { fields }: LedgerForm,
  ids: readonly string[],
  columns: readonly Column[],
  totals: Totals,
): Generator<readonly Cell[]> {
  // A layout may be set more than once; each time counts anew.
  Object.assign(totals, { records: 0, paid: 0, sum: 0 })
  for (const row of ledgerRows(desk, fields, ids)) {
    totals.records++
    totals.paid += row.payment ? 1 : 0
    totals.sum += row.payment?.amount ?? 0
    yield columns.map(({ cell }) => cell(row, totals.records))
  }
}

type Totals = { records: number; paid: number; sum: number }

function totalText({ procedure }: LedgerForm, { records, paid, sum }: Totals): string {
  const written = `Cộng: ${records.toLocaleString('vi-VN')} hồ sơ`
  if (procedure.record !== 'support') return `${written}.`
  return `${written}; đã chi trả ${paid.toLocaleString('vi-VN')} hồ sơ, ${sum.toLocaleString('vi-VN')} đồng.`
}

/** What every record has, then as many fields of the pack as there is room for; the others share one column. */
function columnsOf(form: LedgerForm): Column[] {
  const before = [
    column('TT', 10, (_row, entry) => `${entry}`, 'center'),
    column('Mã hồ sơ', 30, ({ number }) => number),
    column('Ngày nhận', 18, ({ registeredAt }) => momentInFigures(momentOf(registeredAt)), 'center'),
    column('Họ và tên', 31, ({ fullName }) => fullName),
    column('Số giấy tờ', 24, ({ idNumber }) => idNumber),
    column('Nơi cư trú', 36, ({ residence }) => residence),
  ]
  const after = [
    ...(form.procedure.record === 'support'
      ? [column('Đã chi (đồng)', 24, ({ payment }) => (payment ? moneyText(payment) : ''), 'right' as const)]
      : []),
    column('Tình trạng', 24, stateCell),
  ]
  const left = wholeWidth - [...before, ...after].reduce((sum, { width }) => sum + width, 0)
  return [...before, ...fieldColumns(form, left), ...after]
}

function fieldColumns({ fields }: LedgerForm, room: number): Column[] {
  const most = Math.floor(room / leastWidth)
  const alone = fields.length <= most ? fields.length : most - 1
  const rest = fields.slice(alone)
  const columns = alone + (rest.length > 0 ? 1 : 0)
  if (columns === 0) return [column('Nhóm', room, ({ category }) => category)]
  const width = room / columns
  const own = fields
    .slice(0, alone)
    .map(({ label }, at) => column(label, width, ({ answers }) => fit(answers[at] ?? '')))
  if (rest.length === 0) return own
  const others = ({ answers }: LedgerRow) =>
    fit(
      joined(
        rest.map(({ label }, at) => (answers[alone + at] ? `${label}: ${answers[alone + at]}` : null)),
        '; ',
      ),
    )
  return [...own, column('Nội dung khác', width, others)]
}

function column(title: string, width: number, cell: Column['cell'], align: Column['align'] = 'left'): Column {
  return { title, width, align, cell }
}

function moneyText({ amount, voucher }: NonNullable<LedgerRow['payment']>): string {
  return `${amount.toLocaleString('vi-VN')} (${voucher})`
}

function stateCell({ state, late, permitNumber }: LedgerRow): Cell {
  const text = joined([stateNames[state], latenessNames[late], permitNumber && `số ${permitNumber}`], '; ')
  return { text, bold: late !== 'no' }
}

function fit(text: string): string {
  return joined([text], '', longestCell)
}
