import { html } from 'hono/html'
import type { Change } from '../../contract/policy/difference.ts'
import type { PackVerdict } from '../../contract/policy/lint.ts'
import type { RulePack } from '../../contract/policy/pack.ts'
import type { PublishedPack } from '../../contract/sync/operator.ts'
import { type Html, notice, vietnameseDate, vietnameseTime } from './page.ts'

/** A pack that somebody wants to publish: how it is judged, and what it changes against what is in force. */
export type CheckedPack = {
  readonly text: string
  readonly verdict: PackVerdict
  readonly before: RulePack | null
  readonly changes: readonly Change[]
}

const weightNames = { eases: 'nới lỏng', tightens: 'siết chặt', changes: 'thay đổi' } as const
const mostWardsShown = 12

/** What was published, and the form to choose the next one. */
export function packsPage(
  published: readonly PublishedPack[],
  form: string,
  said: { readonly refused: string | null; readonly told: string | null },
): Html {
  return html`${notice('told', said.told)}${notice('refused', said.refused)}
<form method="post" action="/console/packs/check" enctype="multipart/form-data">
<input type="hidden" name="form" value="${form}">
<fieldset><legend>Công bố bộ quy tắc</legend>
<label for="file">Tệp bộ quy tắc (.json, tối đa 256 kB)</label>
<input type="file" id="file" name="file" accept=".json,application/json" required>
<p class="quiet">Bước sau cho xem lỗi nếu có và những gì thay đổi so với quy tắc đang dùng; lúc đó chưa gửi gì cho phường.</p>
<button>Kiểm tra</button></fieldset></form>
<h2>Đã công bố</h2>
${
  published.length === 0
    ? html`<p>Chưa có.</p>`
    : html`<table><thead><tr><th>Bộ quy tắc</th><th class="number">Phiên bản</th><th>Hiệu lực từ</th><th>Công bố lúc</th><th>Gửi cho</th></tr></thead>
<tbody>${published.map(
        (
          pack,
        ) => html`<tr><td>${pack.id}</td><td class="number">${pack.version}</td><td>${vietnameseDate(pack.effectiveFrom)}</td>
<td>${vietnameseTime(pack.publishedAt)}</td><td>${wardsText(pack)}</td></tr>
`,
      )}</tbody></table>`
}`
}

function wardsText({ forAll, wards }: PublishedPack): string {
  if (forAll) return `mọi phường (${wards.length})`
  const more = wards.length > mostWardsShown ? ` và ${wards.length - mostWardsShown} phường nữa` : ''
  return `${wards.slice(0, mostWardsShown).join(', ')}${more}`
}

/** How a chosen pack is judged; the form to publish it stands there only when it may be. */
export function checkedPage(
  { text, verdict, before, changes }: CheckedPack,
  form: string,
  wards: string,
  refused: string | null,
): Html {
  const back = html`<p><a href="/console/packs">Chọn tệp khác</a></p>`
  if (verdict.outcome === 'too-new')
    return html`<p class="refused" role="status">Bộ quy tắc này theo khuôn mới hơn máy chủ. Cập nhật máy chủ thành phố rồi công bố.</p>${back}`
  if (verdict.outcome === 'refused') return html`${faultsTable(verdict)}${back}`
  const { pack, notes } = verdict
  return html`${notice('refused', refused)}
<table class="facts"><tbody>
<tr><th scope="row">Bộ quy tắc</th><td>${pack.title} (${pack.id}, phiên bản ${pack.version})</td></tr>
<tr><th scope="row">Hiệu lực</th><td>từ ${vietnameseDate(pack.effectiveFrom)}${pack.effectiveUntil === undefined ? '' : ` đến ${vietnameseDate(pack.effectiveUntil)}`}</td></tr>
<tr><th scope="row">Căn cứ</th><td>${pack.basis.join('; ')}</td></tr>
<tr><th scope="row">Cần thành phố duyệt</th><td>${cityText(pack)}</td></tr>
</tbody></table>
${notes.length === 0 ? '' : html`<h2>Nên đọc trước khi công bố</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<h2>Thay đổi${before ? ` so với ${before.title} (${before.id}, phiên bản ${before.version})` : ''}</h2>
${changesTable(before, changes)}
${publishForm(text, form, wards)}${back}`
}

function cityText({ procedures }: RulePack): string {
  const before = procedures.filter(({ steps }) => steps.some(({ step }) => step === 'city-approve'))
  return before.length === 0 ? 'không' : before.map(({ title }) => title).join('; ')
}

function faultsTable({ faults, total }: Extract<PackVerdict, { outcome: 'refused' }>): Html {
  return html`<p class="refused" role="status">Bộ quy tắc có ${total} lỗi nên chưa công bố được. Sửa tệp rồi chọn lại.</p>
<table><thead><tr><th class="number">Dòng</th><th>Chỗ</th><th>Lỗi</th></tr></thead>
<tbody>${faults.map(
    ({
      line,
      path,
      reason,
    }) => html`<tr><td class="number">${line}</td><td>${path}</td><td>${reason}</td></tr>
`,
  )}</tbody></table>${total > faults.length ? html`<p class="quiet">Chỉ hiện ${faults.length} lỗi đầu.</p>` : ''}`
}

function changesTable(before: RulePack | null, changes: readonly Change[]): Html {
  if (!before) return html`<p>Đây là bộ quy tắc đầu tiên được công bố ở đây.</p>`
  if (changes.length === 0) return html`<p>Không có gì thay đổi.</p>`
  return html`<table><thead><tr><th>Thay đổi</th><th>Với người dân</th></tr></thead><tbody>${changes.map(
    ({ what, weight }) => html`<tr><td>${what}</td><td class="${weight}">${weightNames[weight]}</td></tr>
`,
  )}</tbody></table>`
}

function publishForm(text: string, form: string, wards: string): Html {
  return html`<form method="post" action="/console/packs">
<input type="hidden" name="form" value="${form}">
<input type="hidden" name="text" value="${Buffer.from(text).toString('base64url')}">
<fieldset><legend>Công bố</legend>
<label for="wards">Gửi cho các phường có mã (cách nhau bằng dấu phẩy; để trống: mọi phường, kể cả phường thêm sau)</label>
<input type="text" id="wards" name="wards" autocomplete="off" value="${wards}">
<p class="quiet">Quy tắc đã công bố không rút lại được; muốn đổi thì công bố phiên bản sau. Phường tự duyệt trước khi áp dụng.</p>
<button>Ký và gửi cho các phường</button></fieldset></form>`
}
