import type { Context, Hono } from 'hono'
import { dateAt } from '../../domain/calendar.ts'
import { isWithdrawalReason, listIssuers } from '../issuers.ts'
import { confirmKey, refusalOf, rejectKey, withdrawKey } from '../operators/api.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import { answer, type Console, consoleBase, signedIn, signedInForm, type SignedIn } from './door.ts'
import { keysPage, withdrawalPage } from './key-pages.ts'

const told = {
  confirmed: 'Đã đưa khóa vào danh sách tin cậy.',
  rejected: 'Đã từ chối khóa. Khóa này không bao giờ vào danh sách tin cậy.',
  withdrawn: 'Đã thu hồi khóa. Danh sách mới đã được ký.',
} as const

/** The pages of the wards' issuing keys: confirmed by telephone, turned down, withdrawn. */
export function keys(app: Hono, console: Console): void {
  const { desk } = console
  const title = 'Khóa ký giấy của các phường'
  const list = async (c: Context, who: SignedIn, refused: OperatorRefused['problem'] | null) => {
    const said = Object.entries(told).find(([what]) => what === c.req.query('told'))?.[1] ?? null
    const words = { told: said, refused: refused?.detail ?? null }
    const content = keysPage(await desk.store.read(listIssuers), who.session.form, words)
    return answer(c, desk, title, who, content, refused?.status)
  }
  const done = (c: Context, what: keyof typeof told) => c.redirect(`${consoleBase}/keys?told=${what}`, 303)
  app.get('/keys', async (c) => list(c, await signedIn(console, c, 'publish'), null))
  app.post('/keys/:kid', async (c) => {
    const { form, ...who } = await signedInForm(console, c, 'publish')
    try {
      await confirmKey(desk, c.req.param('kid'), form.get('fingerprint') ?? '', who.operator.name)
      return done(c, 'confirmed')
    } catch (error) {
      return list(c, who, refusalOf(desk, error).problem)
    }
  })
  app.post('/keys/:kid/rejection', async (c) => {
    const { form: _, ...who } = await signedInForm(console, c, 'publish')
    try {
      await rejectKey(desk, c.req.param('kid'), who.operator.name)
      return done(c, 'rejected')
    } catch (error) {
      return list(c, who, refusalOf(desk, error).problem)
    }
  })
  withdrawing(app, console, (c) => done(c, 'withdrawn'))
}

/** A page of its own: nobody withdraws a key by one press too many. */
function withdrawing(app: Hono, console: Console, done: (c: Context) => Response): void {
  const { desk } = console
  const show = async (c: Context, who: SignedIn, refused: OperatorRefused['problem'] | null) => {
    const key = (await desk.store.read(listIssuers)).find(({ kid }) => kid === c.req.param('kid'))
    if (!key) throw new OperatorRefused('unknown-key')
    const content = withdrawalPage(key, who.session.form, dateAt(desk.now()), refused?.detail ?? null)
    return answer(c, desk, `Thu hồi khóa ${key.kid}`, who, content, refused?.status)
  }
  app.get('/keys/:kid/withdrawal', async (c) => show(c, await signedIn(console, c, 'publish'), null))
  app.post('/keys/:kid/withdrawal', async (c) => {
    const { form, ...who } = await signedInForm(console, c, 'publish')
    try {
      const reason = form.get('reason') ?? ''
      if (!isWithdrawalReason(reason)) throw new OperatorRefused('malformed')
      const said = { kid: c.req.param('kid'), reason, since: form.get('since') ?? '' }
      await withdrawKey(desk, said, who.operator.name)
      return done(c)
    } catch (error) {
      return show(c, who, refusalOf(desk, error).problem)
    }
  })
}
