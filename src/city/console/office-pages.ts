import type { Hono } from 'hono'
import { html } from 'hono/html'
import { OperatorRefused } from '../operators/refusal.ts'
import { answer, type Console, signedIn } from './door.ts'
import { type KnownComputer, type KnownOffice, knownOffices, type Trouble } from './offices.ts'
import { ageText, type Html, vietnameseTime } from './page.ts'

const troubleNames: Readonly<Record<Trouble, string>> = {
  suspended: 'bị tạm ngưng',
  silent: 'không liên lạc',
  'waits-long': 'chờ gửi quá 24 giờ',
  'backup-old': 'chưa sao lưu trong 2 ngày',
  'backup-untried': 'chưa thử dựng lại từ bản sao lưu trong 2 tháng',
  'clock-off': 'lệch giờ',
  'check-failed': 'kiểm tra dữ liệu hỏng',
  'disk-full': 'sắp hết đĩa',
}

/** Wards and their PCs: who has not sent what, for how long, when it was backed up, whose clock is wrong. */
export function offices(app: Hono, console: Console): void {
  const { desk } = console
  app.get('/wards', async (c) => {
    const who = await signedIn(console, c, 'watch')
    const known = await desk.store.read((rows) => knownOffices(rows, desk.now()))
    return answer(c, desk, 'Phường và máy', who, officesPage(known))
  })
  app.get('/wards/:code', async (c) => {
    const who = await signedIn(console, c, 'watch')
    const known = await desk.store.read((rows) => knownOffices(rows, desk.now()))
    const office = known.find(({ code }) => code === c.req.param('code'))
    if (!office) throw new OperatorRefused('ward-unknown')
    return answer(c, desk, `${office.name} (${office.code})`, who, officePage(office))
  })
}

function officesPage(known: readonly KnownOffice[]): Html {
  const troubled = known.flatMap(({ code, name, computers }) =>
    computers.filter(({ troubles }) => troubles.length > 0).map((computer) => ({ code, name, computer })),
  )
  const all = known.flatMap(({ computers }) => computers)
  const waiting = all.reduce((sum, { said }) => sum + (said?.unsent ?? 0), 0)
  return html`
<p>${known.length} phường, ${all.length} máy; ${waiting} dòng chưa gửi theo lần liên lạc cuối; ${troubled.length} máy cần xem.</p>
${
  troubled.length === 0
    ? html`<p>Mọi máy đều bình thường.</p>`
    : html`<div class="scroll"><table><caption>Máy cần xem</caption>${head(true)}<tbody>
${troubled.map(({ code, name, computer }) => computerRow(computer, html`<td><a href="/console/wards/${code}">${name}</a></td>`))}
</tbody></table></div>`
}
<table><caption>Mọi phường</caption>
<thead><tr><th>Mã</th><th>Phường</th><th class="number">Máy</th><th class="number">Chưa gửi</th><th>Chờ lâu nhất</th><th class="number">Dòng đã nhận</th><th class="number">Cần xem</th></tr></thead>
<tbody>${known.map(officeRow)}</tbody></table>`
}

function officeRow({ code, name, lines, computers }: KnownOffice): Html {
  const unsent = computers.reduce((sum, { said }) => sum + (said?.unsent ?? 0), 0)
  const longest = Math.max(0, ...computers.map(({ waitingS }) => waitingS ?? 0))
  const troubled = computers.filter(({ troubles }) => troubles.length > 0).length
  return html`<tr><td>${code}</td><td><a href="/console/wards/${code}">${name}</a></td>
<td class="number">${computers.length}</td><td class="number">${unsent}</td><td>${longest === 0 ? '–' : ageText(longest)}</td>
<td class="number">${lines}</td><td class="number">${troubled}</td></tr>
`
}

function officePage({ computers, lines }: KnownOffice): Html {
  return html`<p>${lines} dòng đã nhận. <a href="/console/wards">Mọi phường</a></p>
${
  computers.length === 0
    ? html`<p>Chưa có máy nào ghi danh.</p>`
    : html`<div class="scroll"><table>${head(false)}<tbody>
${computers.map((computer) => computerRow(computer, ''))}
</tbody></table></div>`
}`
}

function head(withWard: boolean): Html {
  return html`<thead><tr>${withWard ? html`<th>Phường</th>` : ''}<th>Máy</th><th>Cần xem</th><th>Liên lạc cuối</th>
<th class="number">Chưa gửi</th><th>Chờ lâu nhất</th><th>Sao lưu cách đây</th><th class="number">Lệch giờ</th><th class="number">Đĩa trống</th><th>Phiên bản</th></tr></thead>`
}

function computerRow(
  { device, heardAt, said, waitingS, backupS, troubles }: KnownComputer,
  ward: Html | '',
): Html {
  const offset = said?.offsetMs ?? null
  const disk = said?.freeDiskMiB ?? null
  return html`<tr>${ward}<td>${device.letters}</td>
<td${troubles.length > 0 ? html` class="trouble"` : ''}>${troubles.map((trouble) => troubleNames[trouble]).join(', ') || '–'}</td>
<td>${vietnameseTime(heardAt)}</td><td class="number">${said?.unsent ?? '–'}</td>
<td>${waitingS === null ? '–' : ageText(waitingS)}</td><td>${backupS === null ? 'chưa rõ' : ageText(backupS)}</td>
<td class="number">${offset === null ? '–' : `${decimal(offset / 1000)} giây`}</td>
<td class="number">${disk === null ? '–' : `${decimal(disk / 1024)} GiB`}</td>
<td>${said?.appVersion ?? device.appVersion}</td></tr>
`
}

/** One decimal, with the comma that is read here; never a zero with a sign. */
function decimal(value: number): string {
  const tenths = Math.round(value * 10) || 0
  return (tenths / 10).toFixed(1).replace('.', ',')
}
