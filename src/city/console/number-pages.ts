import { html } from 'hono/html'
import { addDays, type CivilDate } from '../../domain/calendar.ts'
import { type Result, results } from '../rollups/results.ts'
import { tally } from '../rollups/tally.ts'
import type { CheckCountRow } from '../store/check-rows.ts'
import type { RollupRow } from '../store/rollup-rows.ts'
import type { WardRow } from '../store/rows.ts'
import { verdicts } from '../../domain/verdict.ts'
import { barChart, type Group } from './chart.ts'
import { type Html, vietnameseDate } from './page.ts'

/** What the page was asked for; `ward` and `category` empty: all. `days`: how many, both ends included. */
export type Asked = {
  readonly from: CivilDate
  readonly to: CivilDate
  readonly ward: string
  readonly category: string
  readonly days: number
}

const resultNames: Readonly<Record<Result, string>> = {
  received: 'Tiếp nhận',
  returned: 'Trả bổ sung',
  submitted: 'Trình thành phố',
  approved: 'Đồng ý',
  refused: 'Từ chối',
  sealed: 'Đóng dấu',
  replaced: 'Cấp lại',
  revoked: 'Thu hồi',
  'handed-over': 'Trả kết quả',
  paid: 'Chi trả',
  stopped: 'Dừng',
  transferred: 'Chuyển đi',
}
/** The results that are drawn; all of them stand in the tables. */
const drawn = ['received', 'approved', 'refused'] as const satisfies readonly Result[]
const mostWardsDrawn = 40
const largestCategory = 31

type Tally<Key extends string | number> = ReadonlyMap<Key, Readonly<Record<Result, number>>>

/** Charts, and beside each the same numbers as a table. */
export function numbersPage(
  asked: Asked,
  wards: readonly WardRow[],
  rows: readonly RollupRow[],
  checks: readonly CheckCountRow[],
): Html {
  const names = new Map(wards.map(({ code, name }) => [code, name]))
  const days = Array.from({ length: asked.days }, (_, at) => addDays(asked.from, at))
  return html`${periodForm(asked, wards)}
${
  rows.length === 0
    ? html`<p>Không có số liệu nào trong những ngày này.</p>`
    : html`${part(
        'Theo ngày',
        'Ngày',
        tally(rows, ({ day }) => day),
        days,
        vietnameseDate,
        (day) => vietnameseDate(day).slice(0, 5),
      )}
${part(
  'Theo nhóm đối tượng',
  'Nhóm',
  tally(rows, ({ category }) => category),
  ascending(rows.map(({ category }) => category)),
  categoryName,
  categoryName,
)}
${part(
  'Theo phường',
  'Phường',
  tally(rows, ({ ward }) => ward),
  busiest(rows),
  (code) => `${names.get(code) ?? ''} (${code})`,
  (code) => code,
)}`
}
${checks.length === 0 ? '' : checksTable(checks)}
<p class="quiet">Tính theo ngày làm việc của máy ở phường, kể cả dòng gửi muộn; chỉ gồm việc đã được chấp nhận. Không có thông tin cá nhân.</p>`
}

function periodForm({ from, to, ward, category }: Asked, wards: readonly WardRow[]): Html {
  const option = (value: string, text: string, chosen: string) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`
  const categories = Array.from({ length: largestCategory }, (_, at) => String(at + 1))
  return html`<form method="get" action="/console/numbers" class="row">
<div><label for="from">Từ ngày</label><input type="date" id="from" name="from" value="${from}"></div>
<div><label for="to">Đến ngày</label><input type="date" id="to" name="to" value="${to}"></div>
<div><label for="ward">Phường</label><select id="ward" name="ward">${option('', 'Mọi phường', ward)}
${wards.map(({ code, name }) => option(code, `${name} (${code})`, ward))}</select></div>
<div><label for="category">Nhóm</label><select id="category" name="category">${option('', 'Mọi nhóm', category)}
${categories.map((one) => option(one, `Nhóm ${one}`, category))}</select></div>
<button>Xem</button></form>`
}

function part<Key extends string | number>(
  title: string,
  what: string,
  counts: Tally<Key>,
  keys: readonly Key[],
  nameOf: (key: Key) => string,
  labelOf: (key: Key) => string,
): Html {
  const series = drawn.map((result) => resultNames[result])
  const groups: Group[] = keys
    .slice(0, keys.length > 92 ? mostWardsDrawn : keys.length)
    .map((key) => ({ label: labelOf(key), values: drawn.map((result) => counts.get(key)?.[result] ?? 0) }))
  const shown = results.filter((result) => keys.some((key) => (counts.get(key)?.[result] ?? 0) > 0))
  const total = (result: Result) => keys.reduce((sum, key) => sum + (counts.get(key)?.[result] ?? 0), 0)
  return html`<h2>${title}</h2>${barChart(title, series, groups)}
<div class="scroll" tabindex="0"><table><caption>Bảng số liệu ${title.toLowerCase()}</caption>
<thead><tr><th scope="col">${what}</th>${shown.map((result) => html`<th scope="col" class="number">${resultNames[result]}</th>`)}</tr></thead>
<tbody>${keys.map(
    (
      key,
    ) => html`<tr><th scope="row">${nameOf(key)}</th>${shown.map((result) => html`<td class="number">${counts.get(key)?.[result] ?? 0}</td>`)}</tr>
`,
  )}<tr><th scope="row">Cộng</th>${shown.map((result) => html`<td class="number">${total(result)}</td>`)}</tr></tbody></table></div>`
}

function categoryName(category: number): string {
  return category === 0 ? 'Chưa rõ' : `Nhóm ${category}`
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((one, other) => one - other)
}

/** Wards by how much they received, the busiest first. */
function busiest(rows: readonly RollupRow[]): string[] {
  const counts = tally(rows, ({ ward }) => ward)
  return [...counts.keys()].toSorted(
    (one, other) =>
      (counts.get(other)?.received ?? 0) - (counts.get(one)?.received ?? 0) || one.localeCompare(other),
  )
}

function checksTable(checks: readonly CheckCountRow[]): Html {
  const places = new Map<string, Map<string, number>>()
  for (const { place, placeWard, answer, count } of checks) {
    const key = `${place} (${placeWard ?? '–'})`
    const counts = places.get(key) ?? new Map<string, number>()
    counts.set(answer, (counts.get(answer) ?? 0) + count)
    places.set(key, counts)
  }
  const answers = Object.entries(verdicts).filter(([answer]) =>
    checks.some((check) => check.answer === answer),
  )
  return html`<h2>Kiểm tra tại chốt</h2><div class="scroll" tabindex="0"><table>
<thead><tr><th scope="col">Chốt</th>${answers.map(([, { shown }]) => html`<th scope="col" class="number">${shown.vi.replace(' {n} giờ', '')}</th>`)}</tr></thead>
<tbody>${[...places]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(
      ([
        place,
        counts,
      ]) => html`<tr><th scope="row">${place}</th>${answers.map(([answer]) => html`<td class="number">${counts.get(answer) ?? 0}</td>`)}</tr>
`,
    )}</tbody></table></div>`
}
