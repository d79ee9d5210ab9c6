import { html } from 'hono/html'
import type { IssuingKey } from '../../contract/sync/operator.ts'
import { type Html, notice, vietnameseDate, vietnameseTime } from './page.ts'

const reasonNames = { retired: 'thôi dùng', compromised: 'bị lộ' } as const

/** The wards' issuing keys: those that wait for a telephone call, with the form for the digits, and the listed ones. */
export function keysPage(
  keys: readonly IssuingKey[],
  form: string,
  said: { readonly refused: string | null; readonly told: string | null },
): Html {
  const waiting = keys.filter(({ confirmedAt }) => confirmedAt === null)
  const listed = keys.filter(({ confirmedAt }) => confirmedAt !== null)
  return html`
${notice('told', said.told)}${notice('refused', said.refused)}
<h2>Chờ xác nhận qua điện thoại</h2>
${
  waiting.length === 0
    ? html`<p>Không có khóa nào chờ xác nhận.</p>`
    : html`<p>Gọi cho phường theo số điện thoại đã biết trước, đề nghị cán bộ đọc tám chữ số hiện trên máy, rồi nhập đúng
những gì nghe được. Khóa chỉ vào danh sách tin cậy khi các chữ số khớp.</p>
${waiting.map((key) => waitingKey(key, form))}`
}
<h2>Trong danh sách tin cậy</h2>
${listed.length === 0 ? html`<p>Chưa có.</p>` : listedKeys(listed)}`
}

function waitingKey(key: IssuingKey, form: string): Html {
  return html`<form method="post" action="/console/keys/${key.kid}">
<input type="hidden" name="form" value="${form}">
<fieldset><legend>${key.name} (${key.ward}), khóa ${key.kid}, gửi ${vietnameseTime(key.requestedAt)}</legend>
<label for="digits-${key.kid}">Tám chữ số nghe qua điện thoại</label>
<input type="text" id="digits-${key.kid}" name="fingerprint" inputmode="numeric" maxlength="12" required autocomplete="off">
<button>Xác nhận khóa</button>
</fieldset></form>`
}

function listedKeys(keys: readonly IssuingKey[]): Html {
  return html`<table>
<thead><tr><th>Khóa</th><th>Phường</th><th>Hiệu lực</th><th>Xác nhận</th><th>Tình trạng</th></tr></thead>
<tbody>
${keys.map(
  (key) => html`<tr><td>${key.kid}</td><td>${key.name} (${key.ward})</td>
<td>${vietnameseDate(key.firstDay)} – ${vietnameseDate(key.lastDay)}</td>
<td>${vietnameseTime(key.confirmedAt)}</td>
<td>${key.withdrawn ? `Thu hồi từ ${vietnameseDate(key.withdrawn.since)}, ${reasonNames[key.withdrawn.reason]}` : 'Đang dùng'}</td></tr>`,
)}
</tbody></table>`
}
