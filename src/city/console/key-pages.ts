import { html } from 'hono/html'
import type { IssuingKey } from '../../contract/sync/operator.ts'
import { type Html, notice, vietnameseDate, vietnameseTime } from './page.ts'

const reasonNames = { retired: 'thôi dùng', compromised: 'bị lộ' } as const

/** The wards' issuing keys: those that wait for a telephone call, with the forms for them, the listed and the rejected. */
export function keysPage(
  keys: readonly IssuingKey[],
  form: string,
  said: { readonly refused: string | null; readonly told: string | null },
): Html {
  const waiting = keys.filter(({ confirmedAt, withdrawn }) => confirmedAt === null && withdrawn === null)
  const rejected = keys.filter(({ confirmedAt, withdrawn }) => confirmedAt === null && withdrawn !== null)
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
${listed.length === 0 ? html`<p>Chưa có.</p>` : keyTable(listed, true)}
${rejected.length === 0 ? '' : html`<h2>Đã từ chối</h2>${keyTable(rejected, false)}`}`
}

function waitingKey(key: IssuingKey, form: string): Html {
  return html`<form method="post" action="/console/keys/${key.kid}">
<input type="hidden" name="form" value="${form}">
<fieldset><legend>${key.name} (${key.ward}), khóa ${key.kid}, gửi ${vietnameseTime(key.requestedAt)}</legend>
<label for="digits-${key.kid}">Tám chữ số nghe qua điện thoại</label>
<input type="text" id="digits-${key.kid}" name="fingerprint" inputmode="numeric" maxlength="12" required autocomplete="off">
<button>Xác nhận khóa</button>
</fieldset></form>
<details><summary>Phường không nhận là của mình? Từ chối khóa ${key.kid}</summary>
<form method="post" action="/console/keys/${key.kid}/rejection">
<input type="hidden" name="form" value="${form}">
<p>Khóa bị từ chối không bao giờ vào danh sách tin cậy nữa; phường phải tạo khóa khác.</p>
<button>Từ chối khóa ${key.kid}</button></form></details>`
}

/** Keys in a table; `withLinks`: those that count lead to the page on which they are withdrawn. */
export function keyTable(keys: readonly IssuingKey[], withLinks: boolean): Html {
  return html`<table>
<thead><tr><th>Khóa</th><th>Phường</th><th>Hiệu lực</th><th>Xác nhận</th><th>Tình trạng</th></tr></thead>
<tbody>
${keys.map(
  (key) => html`<tr><td>${key.kid}</td><td>${key.name} (${key.ward})</td>
<td>${vietnameseDate(key.firstDay)} – ${vietnameseDate(key.lastDay)}</td>
<td>${vietnameseTime(key.confirmedAt)}</td>
<td>${stateText(key)}${withLinks && key.withdrawn?.reason !== 'compromised' ? html` <a href="/console/keys/${key.kid}/withdrawal">Thu hồi</a>` : ''}</td></tr>`,
)}
</tbody></table>`
}

function stateText({ confirmedAt, withdrawn }: IssuingKey): string {
  if (!withdrawn) return confirmedAt === null ? 'Chờ xác nhận' : 'Đang dùng'
  if (confirmedAt === null) return `Từ chối ngày ${vietnameseDate(withdrawn.since)}`
  return `Thu hồi từ ${vietnameseDate(withdrawn.since)}, ${reasonNames[withdrawn.reason]}`
}

/** The form with which a key is withdrawn; `today` is the last day it may be said for. */
export function withdrawalPage(key: IssuingKey, form: string, today: string, refused: string | null): Html {
  return html`${notice('refused', refused)}
${keyTable([key], false)}
<form method="post" action="/console/keys/${key.kid}/withdrawal">
<input type="hidden" name="form" value="${form}">
<fieldset><legend>${key.name} (${key.ward}), khóa ${key.kid}</legend>
<label class="choice"><input type="radio" name="reason" value="retired" required> Thôi dùng: máy thay hoặc hủy, khóa không lọt
ra ngoài. Giấy ký trước ngày đó vẫn dùng được.</label>
<label class="choice"><input type="radio" name="reason" value="compromised" required> Bị lộ, mất hoặc bị lấy cắp: MỌI giấy ký
bằng khóa này hết giá trị, phường phải cấp lại.</label>
<label for="since">Từ ngày</label>
<input type="date" id="since" name="since" required max="${today}" value="${today}">
<p class="quiet">Không hoàn tác được. Khóa thôi dùng về sau có thể chuyển thành bị lộ, không có chiều ngược lại.</p>
<button>Thu hồi khóa ${key.kid}</button>
</fieldset></form>
<p><a href="/console/keys">Về danh sách khóa</a></p>`
}
