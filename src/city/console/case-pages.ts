import { html } from 'hono/html'
import { cityRefusalReasons } from '../../contract/sync/city-lines.ts'
import type { CityCase, CityCaseFile } from '../../contract/sync/operator.ts'
import { type Schedule, scheduleSchema } from '../../contract/events.ts'
import { registrationPersonalSchema } from '../decisions/personal.ts'
import { type Html, notice, vietnameseDate, vietnameseTime } from './page.ts'

const stateNames = { waiting: 'Chờ quyết định', decided: 'Đã quyết định', left: 'Phường đã rút' } as const
const decisionNames = { approved: 'Đồng ý', refused: 'Từ chối' } as const
const weekdayNames = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN']

/** The work list: what waits, and what was decided last. */
export function casesPage(waiting: readonly CityCase[], decided: readonly CityCase[]): Html {
  return html`
${waiting.length === 0 ? html`<p>Không có hồ sơ nào chờ thành phố quyết định.</p>` : caseTable(waiting)}
${decided.length === 0 ? '' : html`<h2>Đã quyết định</h2>${caseTable(decided)}`}`
}

function caseTable(cases: readonly CityCase[]): Html {
  return html`<table>
<thead><tr><th>Số hồ sơ</th><th>Phường</th><th>Trình lúc</th><th>Gói quy định</th><th>Tình trạng</th></tr></thead>
<tbody>
${cases.map(
  (one) => html`<tr>
<td><a href="${addressOf(one)}">${one.number ?? one.caseId}</a></td>
<td>${one.wardName}</td>
<td>${vietnameseTime(one.submittedAt)}</td>
<td>${one.pack ?? '–'} ${one.packVersion ?? ''}</td>
<td>${one.decision ? `${decisionNames[one.decision]}, ${one.reference ?? ''}` : stateNames[one.state]}</td>
</tr>`,
)}
</tbody></table>`
}

/** Where the console shows a case. */
export function addressOf({ ward, submission }: Pick<CityCase, 'ward' | 'submission'>): string {
  return `/console/cases/${ward}/${submission}`
}

/** What was typed into the decision form before it was refused. */
export type TypedDecision = Readonly<Record<'decision' | 'reference' | 'reasonCode' | 'note', string>>

/** One case, and the form to decide it while it waits. */
export function casePage(
  file: CityCaseFile,
  form: string,
  said: { readonly refused: string | null; readonly told: string | null; readonly typed: TypedDecision },
): Html {
  return html`
${notice('told', said.told)}${notice('refused', said.refused)}
<table class="facts"><tbody>
${fact('Số hồ sơ', file.number ?? file.caseId)}
${fact('Phường', `${file.wardName} (${file.ward})`)}
${fact('Nhóm đối tượng', file.category === null ? '–' : String(file.category))}
${fact('Gói quy định', `${file.pack ?? '–'} ${file.packVersion ?? ''}`)}
${fact('Trình thành phố', vietnameseTime(file.submittedAt))}
${fact('Hẹn trả kết quả', vietnameseTime(file.dueAt))}
${schedule(file)}
${outcome(file)}
</tbody></table>
<h2>Người đề nghị</h2>
${person(file)}
${file.notes.length === 0 ? '' : notes(file)}
${file.state === 'waiting' ? decisionForm(file, form, said.typed) : ''}`
}

function fact(name: string, value: string | null): Html {
  return html`<tr><th scope="row">${name}</th><td>${value ?? '–'}</td></tr>`
}

function outcome(file: CityCaseFile): Html {
  if (file.decision === null) return fact('Tình trạng', stateNames[file.state])
  return html`${fact('Quyết định', decisionNames[file.decision])}
${fact('Văn bản số', file.reference)}
${fact('Người quyết định', `${file.decidedBy ?? '–'}, ${vietnameseTime(file.decidedAt)}`)}`
}

function schedule(file: CityCaseFile): Html | '' {
  const read = scheduleSchema.safeParse(file.schedule).data
  return read ? fact('Thời gian đi lại', scheduleText(read)) : ''
}

function scheduleText({ firstDay, lastDay, weekdays, windows }: Schedule): string {
  const days = weekdays.length === 7 ? 'hằng ngày' : weekdays.map((day) => weekdayNames[day]).join(', ')
  const hours = windows.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(', ')
  return `${vietnameseDate(firstDay)} – ${vietnameseDate(lastDay)}, ${days}, ${hours || 'cả ngày'}`
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function person({ personal }: CityCaseFile): Html {
  if (personal.outcome === 'sealed')
    return html`<p class="refused">Chưa mở được thông tin người đề nghị: phường chưa gửi khóa, hoặc dữ liệu đã được xóa theo quy định. Liên hệ phường trước khi quyết định.</p>`
  const read = personal.outcome === 'opened' ? registrationPersonalSchema.safeParse(personal).data : undefined
  if (!read)
    return html`<p class="refused">Không đọc được thông tin người đề nghị. Báo cán bộ CNTT; liên hệ phường trước khi quyết định.</p>`
  const { applicant, details } = read
  return html`<table class="facts"><tbody>
${fact('Họ và tên', applicant.fullName)}
${fact('Ngày sinh', vietnameseDate(applicant.birthDate))}
${fact('Số giấy tờ', applicant.idNumber)}
${fact('Nơi ở hiện tại', applicant.residence)}
${fact('Điện thoại', applicant.phone)}
${fact('Lý do đi lại', details.purpose)}
${fact('Lộ trình', details.route)}
${fact('Biển số xe', details.vehiclePlate)}
${fact('Cơ quan, tổ chức', details.organisation)}
${fact('Người đi cùng', details.companions)}
${Object.entries(details.more ?? {}).map(([code, answer]) => fact(code, answerText(answer)))}
</tbody></table>`
}

function answerText(answer: unknown): string {
  if (answer === true) return 'Có'
  if (answer === false) return 'Không'
  return typeof answer === 'string' ? answer : JSON.stringify(answer)
}

function notes(file: CityCaseFile): Html {
  return html`<h2>Ghi chú của phường</h2><table><tbody>
${file.notes.map(
  ({ at, user, text }) => html`<tr><td>${vietnameseTime(at)}</td><td>${user}</td><td>${text}</td></tr>`,
)}
</tbody></table>`
}

function decisionForm(file: CityCaseFile, form: string, typed: TypedDecision): Html {
  return html`<h2>Quyết định của thành phố</h2>
<form method="post" action="${addressOf(file)}">
<input type="hidden" name="form" value="${form}">
<fieldset><legend>Ý kiến</legend>
<label class="choice"><input type="radio" name="decision" value="approved" required${checked(typed, 'approved')}> Đồng ý cấp</label>
<label class="choice"><input type="radio" name="decision" value="refused" required${checked(typed, 'refused')}> Từ chối</label>
<label for="reference">Số văn bản của thành phố</label>
<input type="text" id="reference" name="reference" maxlength="40" required autocomplete="off" value="${typed.reference}">
<label for="reasonCode">Lý do từ chối (bắt buộc khi từ chối)</label>
<select id="reasonCode" name="reasonCode">
<option value="">–</option>
${Object.entries(cityRefusalReasons).map(
  ([code, text]) =>
    html`<option value="${code}"${code === typed.reasonCode ? html` selected` : ''}>${text}</option>`,
)}
</select>
<label for="note">Ghi chú gửi phường</label>
<input type="text" id="note" name="note" maxlength="300" autocomplete="off" value="${typed.note}">
<p class="quiet">Không ghi tên, số giấy tờ hay bệnh tật của người dân vào ghi chú. Quyết định đã gửi không sửa được.</p>
<button>Gửi quyết định cho phường</button>
</fieldset>
</form>`
}

function checked(typed: TypedDecision, decision: string): Html | '' {
  return typed.decision === decision ? html` checked` : ''
}
