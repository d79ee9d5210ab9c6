import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { endCheckpoint, refusalOf } from '../operators/api.ts'
import type { OperatorRefused } from '../operators/refusal.ts'
import type { PairedCheckpoint } from '../store/check-rows.ts'
import { answer, type Console, consoleBase, signedIn, signedInForm, type SignedIn } from './door.ts'
import { type Html, notice, vietnameseTime } from './page.ts'

/** The page of the checkpoints' devices: where each was heard of last, and the end of a lost one. */
export function checkpoints(app: Hono, console: Console): void {
  const { desk } = console
  const show = async (c: Context, who: SignedIn, refused: OperatorRefused['problem'] | null) => {
    const devices = await desk.store.read((rows) => rows.checkpoints())
    const told =
      c.req.query('told') === undefined ? null : 'Đã thu hồi máy. Máy chủ không nhận gì từ máy đó nữa.'
    const words = { told, refused: refused?.detail ?? null }
    const content = devicesPage(devices, who.session.form, words)
    return answer(c, desk, 'Máy của các chốt', who, content, refused?.status)
  }
  app.get('/checkpoints', async (c) => show(c, await signedIn(console, c, 'publish'), null))
  app.post('/checkpoints/:id/revocation', async (c) => {
    const { form: _, ...who } = await signedInForm(console, c, 'publish')
    try {
      await endCheckpoint(desk, c.req.param('id'), who.operator.name)
      return c.redirect(`${consoleBase}/checkpoints?told`, 303)
    } catch (error) {
      return show(c, who, refusalOf(desk, error).problem)
    }
  })
}

function devicesPage(
  devices: readonly PairedCheckpoint[],
  form: string,
  said: { readonly refused: string | null; readonly told: string | null },
): Html {
  return html`
${notice('told', said.told)}${notice('refused', said.refused)}
<p>Máy bị mất hoặc đổi người giữ: tìm theo chốt và giờ gửi gần nhất rồi thu hồi. Máy vẫn kiểm tra giấy được, nhưng không gửi
được gì lên thành phố cho đến khi ghép lại bằng mã mới.</p>
${
  devices.length === 0
    ? html`<p>Chưa có máy nào ghép.</p>`
    : html`<table>
<thead><tr><th>Máy</th><th>Chốt</th><th>Gửi gần nhất</th><th>Ghép lúc</th><th>Tình trạng</th></tr></thead>
<tbody>${devices.map((device) => deviceRow(device, form))}</tbody></table>`
}`
}

function deviceRow(
  { id, place, placeWard, seenAt, pairedAt, revokedAt }: PairedCheckpoint,
  form: string,
): Html {
  const at = placeWard === null ? '' : ` (${placeWard})`
  return html`<tr><td>${id.slice(0, 8)}</td><td>${place === null ? '–' : `${place}${at}`}</td>
<td>${vietnameseTime(seenAt)}</td><td>${vietnameseTime(pairedAt)}</td>
<td>${revokedAt === null ? revocationForm(id, form) : `Thu hồi ${vietnameseTime(revokedAt)}`}</td></tr>`
}

function revocationForm(id: string, form: string): Html {
  return html`<details><summary>Đang dùng</summary>
<form method="post" action="/console/checkpoints/${id}/revocation">
<input type="hidden" name="form" value="${form}">
<button>Thu hồi máy ${id.slice(0, 8)}</button></form></details>`
}
