import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { serverTime } from '../desk.ts'
import { judgeAgain, type JudgedAgain } from '../judge/again.ts'
import { writeAudit } from '../operators/audit.ts'
import { isAllowed } from '../operators/operators.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import type { LineRow } from '../store/rows.ts'
import { answer, type Console, consoleBase, signedIn, signedInForm } from './door.ts'
import { type Html, notice, vietnameseTime } from './page.ts'

const mostShown = 200
const lineNumber = /^[1-9]\d{0,14}$/

/** Lines that were kept without being understood: the list, and each as it came but for its personal part. */
export function quarantine(app: Hono, console: Console): void {
  const { desk } = console
  app.get('/quarantine', async (c) => {
    const who = await signedIn(console, c, 'watch')
    const lines = await desk.store.read((rows) => rows.quarantined(mostShown))
    const words = wordsOf(c.req.query('judged'), c.req.query('left'))
    const mayJudge = isAllowed(who.operator.role, 'publish') ? who.session.form : null
    return answer(c, desk, 'Dòng bị giữ', who, html`${words}${listPage(lines, mayJudge)}`)
  })
  app.post('/quarantine/judgement', async (c) => {
    const { operator } = await signedInForm(console, c, 'publish')
    return told(c, await judgeAgain(desk, 'all', operator.name))
  })
  app.post('/quarantine/:stream/:seq/judgement', async (c) => {
    const { operator } = await signedInForm(console, c, 'publish')
    const { stream, seq } = c.req.param()
    if (!lineNumber.test(seq)) throw new OperatorRefused('not-found')
    return told(c, await judgeAgain(desk, { stream, seq: Number(seq) }, operator.name))
  })
  app.get('/quarantine/:stream/:seq', async (c) => {
    const who = await signedIn(console, c, 'watch')
    const line = await desk.store.write(async (rows) => {
      const { stream, seq } = c.req.param()
      const [row] = lineNumber.test(seq) ? await rows.lines(stream, Number(seq), 1) : []
      if (row?.status !== 'quarantined' || row.seq !== Number(seq)) throw new OperatorRefused('not-found')
      const detail = { ward: row.ward, stream, seq: row.seq }
      await writeAudit(rows, serverTime(desk), who.operator.name, 'line.read', detail)
      return row
    })
    const mayJudge = isAllowed(who.operator.role, 'publish') ? who.session.form : null
    return answer(c, desk, `Dòng ${line.seq} của phường ${line.ward}`, who, linePage(line, mayJudge))
  })
}

function told(c: Context, { judged, left }: JudgedAgain): Response {
  return c.redirect(`${consoleBase}/quarantine?judged=${judged}&left=${left}`, 303)
}

function wordsOf(judged: string | undefined, left: string | undefined): Html | '' {
  const [done, kept] = [judged, left].map((text) => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : null))
  if (done === null || done === undefined || kept === null || kept === undefined) return ''
  const stays = kept === 0 ? '' : ` ${kept} dòng vẫn chưa hiểu được, còn giữ.`
  return notice('told', `Đã xét lại ${done} dòng; phường nhận kết quả ở lần liên lạc tới.${stays}`)
}

/** Form null: whoever looks may not have lines judged again. */
function judgeForm(to: string, name: string, form: string | null): Html | '' {
  if (form === null) return ''
  return html`<form method="post" action="${to}">
<input type="hidden" name="form" value="${form}"><button>${name}</button></form>`
}

function listPage(lines: readonly LineRow[], form: string | null): Html {
  if (lines.length === 0) return html`<p>Không có dòng nào bị giữ.</p>`
  return html`
<p>Máy chủ đã nhận và giữ nguyên các dòng này, nhưng không hiểu hoặc không cho hiệu lực. Thường là máy ở phường mới hơn máy chủ:
cập nhật máy chủ rồi xét lại.</p>
${judgeForm('/console/quarantine/judgement', 'Xét lại tất cả', form)}
<table><thead><tr><th>Nhận lúc</th><th>Phường</th><th>Sổ</th><th class="number">Dòng</th><th>Vì sao</th><th>Chỗ</th></tr></thead>
<tbody>
${lines.map(
  (
    line,
  ) => html`<tr><td>${vietnameseTime(line.receivedAt)}</td><td>${line.ward}</td><td>${line.stream.slice(0, 8)}</td>
<td class="number"><a href="${addressOf(line)}">${line.seq}</a></td><td>${line.problem?.detail ?? '–'}</td><td>${line.problem?.pointer ?? '–'}</td></tr>
`,
)}</tbody></table>
${lines.length < mostShown ? '' : html`<p class="quiet">Chỉ hiện ${mostShown} dòng mới nhất.</p>`}`
}

/** Where the console shows a line. */
function addressOf({ stream, seq }: Pick<LineRow, 'stream' | 'seq'>): string {
  return `/console/quarantine/${stream}/${seq}`
}

function linePage(line: LineRow, form: string | null): Html {
  return html`
<table class="facts"><tbody>
<tr><th scope="row">Vì sao</th><td>${line.problem?.detail ?? '–'}</td></tr>
<tr><th scope="row">Mã lý do</th><td>${line.problem?.code ?? '–'} ${line.problem?.pointer ?? ''}</td></tr>
<tr><th scope="row">Sổ, dòng</th><td>${line.stream}, ${line.seq}</td></tr>
<tr><th scope="row">Mã băm</th><td>${line.hash}</td></tr>
<tr><th scope="row">Nhận lúc</th><td>${vietnameseTime(line.receivedAt)}</td></tr>
</tbody></table>
${judgeForm(`${addressOf(line)}/judgement`, 'Xét lại dòng này', form)}
<h2>Nội dung dòng</h2>
<pre tabindex="0">${shownLine(line.line)}</pre>
<p class="quiet">Phần cá nhân không hiển thị. Việc xem dòng này đã được ghi nhật ký.</p>`
}

/**
 * A line for a technician's eyes: every member called `personal` is left out wherever it stands, whatever was put there;
 * a text that could turn the reading direction is shown by its code.
 */
export function shownLine(line: string): string {
  const shown = JSON.stringify(
    JSON.parse(line),
    (name, value: unknown) => (name === 'personal' ? '(không hiển thị)' : value),
    2,
  )
  return shown.replace(
    /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (sign) => String.raw`\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
