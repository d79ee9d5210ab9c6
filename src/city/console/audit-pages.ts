import { html } from 'hono/html'
import { auditDetailSchema } from '../../contract/sync/operator.ts'
import { noOperator } from '../operators/audit.ts'
import type { AuditRow } from '../store/rows.ts'
import type { WardFlag } from './audit.ts'
import { type Html, vietnameseTime } from './page.ts'

const kindNames = {
  permit: 'Giấy đi đường',
  'market-card': 'Thẻ đi chợ',
  organisation: 'Giấy của đơn vị',
} as const

/** What the acts of the audit are called; one that is not here shows its own name alone. */
const actNames: Readonly<Record<string, string>> = {
  'operator.signed-in': 'Đăng nhập',
  'operator.signed-out': 'Đăng xuất',
  'operator.saved': 'Lập hoặc đổi tài khoản',
  'operator.disabled': 'Khóa tài khoản',
  'case.read': 'Mở hồ sơ',
  'case.decided': 'Quyết định hồ sơ',
  'key.confirmed': 'Xác nhận khóa',
  'key.confirmation-failed': 'Tám chữ số không khớp',
  'key.rejected': 'Từ chối khóa',
  'key.withdrawn': 'Thu hồi khóa',
  'checkpoint.revoked': 'Thu hồi máy của chốt',
  'pack.published': 'Công bố quy tắc',
  'pack.checked': 'Kiểm tra quy tắc trước khi công bố',
  'lists.published': 'Ký và công bố danh sách',
  'line.read': 'Xem dòng bị giữ',
  'line.judged-again': 'Xét lại dòng bị giữ',
  'overlap.told': 'Báo trùng giữa hai phường',
}

/** Rows of the audit, newest first, with the way to older ones. */
export function auditPage(rows: readonly AuditRow[], onPage: number): Html {
  const last = rows.at(-1)
  return html`
<p class="quiet">Mỗi dòng mang mã băm của dòng trước: không sửa, không xóa được mà không lộ.</p>
<table>
<thead><tr><th>Số</th><th>Lúc</th><th>Ai</th><th>Việc</th><th>Chi tiết</th><th>Mã băm</th></tr></thead>
<tbody>
${rows.map(
  (
    row,
  ) => html`<tr><td>${row.seq}</td><td>${vietnameseTime(row.at)}</td><td>${operatorText(row.operator)}</td>
<td>${actNames[row.act] ?? row.act}<br><span class="quiet">${row.act}</span></td><td class="any">${detailText(row.detail)}</td><td>${row.hash.slice(0, 12)}</td></tr>`,
)}
</tbody></table>
${last && rows.length === onPage && last.seq > 1 ? html`<p><a href="/console/audit?before=${last.seq}">Các dòng cũ hơn</a></p>` : ''}`
}

/** Who did it; nobody signs in on the server's own command line. */
function operatorText(operator: string): string {
  if (operator === noOperator.console) return '(dòng lệnh)'
  return operator === noOperator.city ? '(máy chủ)' : operator
}

function detailText(detail: string): string {
  const read = auditDetailSchema.parse(JSON.parse(detail))
  return Object.entries(read)
    .map(([name, value]) => `${name}: ${value ?? '–'}`)
    .join(', ')
}

/** Papers that look copied, ward by ward. */
export function flagsPage(flags: readonly WardFlag[]): Html {
  if (flags.length === 0) return html`<p>Không có giấy nào bị nghi sao chép trong 31 ngày qua.</p>`
  return html`<table>
<thead><tr><th>Phường cấp</th><th>Loại</th><th>Giấy</th><th>Vì sao</th></tr></thead>
<tbody>
${flags.map(
  ({ ward, flag }) => html`<tr><td>${ward}</td><td>${kindNames[flag.paperKind]}</td>
<td>${flag.paper.slice(0, 12)}</td><td>${whyText(flag)}</td></tr>`,
)}
</tbody></table>`
}

function whyText(flag: WardFlag['flag']): string {
  const seen = ({ at, place }: { at: string; place: { name: string } }) =>
    `${place.name} (${vietnameseTime(at)})`
  if (flag.kind === 'too-many-visits')
    return `Đi chợ ${flag.made} lần trong ${flag.days} ngày, được phép ${flag.allowed}; gần nhất ${seen(flag.last)}`
  const far = flag.kilometres === null ? '' : `, cách ${flag.kilometres} km`
  return `Gặp ở ${seen(flag.first)} rồi ở ${seen(flag.second)}${far}`
}
