import type { CsvFile, Report } from '../../../contract/desk/reports.ts'
import { dayText } from '../../../contract/policy/words.ts'
import type { Desk } from '../../desk.ts'
import { bold, gap, paragraph } from '../../sheets/blocks.ts'
import type { Block, Layout } from '../../sheets/sheet.ts'
import { counterPaper } from './counter-paper.ts'
import { csvFile } from './csv.ts'
import { stateNames } from './standing.ts'

/** One table of a report: a title, and its rows. */
type Part = {
  readonly title: string
  readonly rows: readonly { readonly label: string; readonly count: number; readonly sum?: number }[]
}

/** A report as a paper of tables. */
export function reportPaper(desk: Desk, user: string, report: Report): Layout {
  const cover = { title: 'Báo cáo số liệu', about: report.title, period: report, way: 'upright' } as const
  return counterPaper(desk, user, cover, partsOf(report).flatMap(blocksOf))
}

/** A report as a table: which part, which row, how many, how much. */
export function reportTable(report: Report): CsvFile {
  const rows = partsOf(report).flatMap(({ title, rows: counts }) =>
    counts.map(({ label, count, sum }) => [title, label, count, sum ?? null]),
  )
  const name = `bao-cao-${report.procedure}-${report.firstDay}-${report.lastDay}`
  return csvFile(name, ['Mục', 'Nội dung', 'Số lượng', 'Số tiền (đồng)'], rows)
}

function partsOf(report: Report): Part[] {
  const { payments, holders } = report
  const parts: Part[] = [
    {
      title: 'Tổng hợp',
      rows: [
        { label: 'Hồ sơ nhận trong kỳ', count: report.total },
        { label: 'Đang giải quyết', count: report.open },
        { label: 'Đang giải quyết, quá hạn', count: report.overdue },
        { label: 'Đã trả, quá hạn', count: report.late },
      ],
    },
    ...(payments ? [{ title: 'Chi trả', rows: [{ label: 'Hồ sơ đã chi trả', ...payments }] }] : []),
    ...(payments?.by ?? []).map(({ label, values }) => ({ title: `Chi trả theo: ${label}`, rows: values })),
    ...(holders
      ? [
          {
            title: 'Người đang trong danh sách',
            rows: holders.map(({ label, count, held }) => ({
              label: held ? `${label} (chưa được đi lại)` : label,
              count,
            })),
          },
        ]
      : []),
    {
      title: 'Theo tình trạng',
      rows: report.states.map(({ state, count }) => ({ label: stateNames[state], count })),
    },
    { title: 'Theo nhóm', rows: report.categories },
    { title: 'Theo vùng', rows: report.zones },
    ...report.fields.map(({ label, values }) => ({ title: `Theo: ${label}`, rows: values })),
    {
      title: 'Theo ngày nhận',
      rows: report.days.map(({ day, count }) => ({ label: dayText(day), count })),
    },
  ]
  return parts.filter(({ rows }) => rows.length > 0)
}

function blocksOf({ title, rows }: Part): Block[] {
  const hasSums = rows.some(({ sum }) => sum !== undefined)
  return [
    paragraph([bold(title)], { align: 'left' }),
    {
      kind: 'table',
      size: 10,
      columns: [
        { title: 'Nội dung', width: hasSums ? 97 : 135, align: 'left' },
        { title: 'Số lượng', width: 30, align: 'right' },
        ...(hasSums ? [{ title: 'Số tiền (đồng)', width: 38, align: 'right' as const }] : []),
      ],
      rows: rows.map(({ label, count, sum }) => [
        label.slice(0, 160),
        { text: count.toLocaleString('vi-VN'), bold: true },
        ...(hasSums ? [(sum ?? 0).toLocaleString('vi-VN')] : []),
      ]),
    },
    gap(3),
  ]
}
