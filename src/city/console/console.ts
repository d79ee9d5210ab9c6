import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { decisionRequestSchema } from '../../contract/sync/operator.ts'
import { decide } from '../decisions/decide.ts'
import { listCases, readCase } from '../decisions/read-case.ts'
import { type Desk, serverTime } from '../desk.ts'
import { writeAudit } from '../operators/audit.ts'
import { refusalOf } from '../operators/api.ts'
import { isAllowed, type SecretDoor } from '../operators/operators.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import { audit } from './audit.ts'
import { addressOf, casePage, casesPage } from './case-pages.ts'
import { checkpoints } from './checkpoints.ts'
import {
  answer,
  type Console,
  consoleBase,
  cookieName,
  cookieOptions,
  formOf,
  signedIn,
  signedInForm,
  type SignedIn,
} from './door.ts'
import { keys } from './keys.ts'
import { lists } from './lists.ts'
import { numbers } from './numbers.ts'
import { offices } from './office-pages.ts'
import { packs } from './packs.ts'
import { type Html, notice } from './page.ts'
import { quarantine } from './quarantine.ts'
import { createSessions } from './sessions.ts'
import { style } from './style.ts'

const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The web handler of the console. Sign-in by secret, a cookie for this site only, a token in every form. */
export function createConsole(desk: Desk, door: SecretDoor): Hono {
  const app = new Hono().basePath(consoleBase)
  const console: Console = { desk, door, sessions: createSessions(desk) }
  app.use(async (c, next) => {
    await next()
    c.res.headers.set('content-security-policy', policy)
    c.res.headers.set('x-content-type-options', 'nosniff')
    c.res.headers.set('referrer-policy', 'same-origin')
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  })
  app.onError((error, c) => refusedPage(console, c, error))
  app.notFound((c) => refusedPage(console, c, new OperatorRefused('not-found')))
  app.get('/style.css', (c) => {
    return c.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' })
  })
  signing(app, console)
  cases(app, console)
  keys(app, console)
  checkpoints(app, console)
  numbers(app, console)
  offices(app, console)
  quarantine(app, console)
  packs(app, console)
  lists(app, console)
  audit(app, console)
  return app
}

function signing(app: Hono, console: Console): void {
  const { desk, door, sessions } = console
  app.get('/sign-in', (c) => answer(c, desk, 'Đăng nhập', null, signInForm(null)))
  app.post('/sign-in', async (c) => {
    const form = await formOf(console, c)
    try {
      const operator = await door((form.get('secret') ?? '').trim())
      await noteSession(desk, operator.name, 'operator.signed-in')
      setCookie(c, cookieName, await sessions.begin(operator), cookieOptions(desk))
      return c.redirect(consoleBase, 303)
    } catch (error) {
      const { problem } = refusalOf(desk, error)
      return answer(c, desk, 'Đăng nhập', null, signInForm(problem.detail), problem.status)
    }
  })
  app.post('/sign-out', async (c) => {
    const { operator } = await signedInForm(console, c)
    await noteSession(desk, operator.name, 'operator.signed-out')
    await sessions.end(getCookie(c, cookieName) ?? '')
    deleteCookie(c, cookieName, cookieOptions(desk))
    return c.redirect(`${consoleBase}/sign-in`, 303)
  })
}

function noteSession(desk: Desk, operator: string, act: string): Promise<void> {
  return desk.store.write((rows) => writeAudit(rows, serverTime(desk), operator, act, {}))
}

function cases(app: Hono, console: Console): void {
  const { desk } = console
  app.get('/', async (c) => {
    const who = await signedIn(console, c)
    if (!isAllowed(who.operator.role, 'decide')) return c.redirect(`${consoleBase}${firstPage(who)}`, 303)
    const decided = (await listCases(desk, 'decided')).slice(0, 50)
    return answer(c, desk, 'Hồ sơ chờ quyết định', who, casesPage(await listCases(desk, 'waiting'), decided))
  })
  app.get('/cases/:ward/:submission', async (c) => {
    const who = await signedIn(console, c, 'decide')
    const file = await readCase(desk, c.req.param(), who.operator.name)
    const told = c.req.query('told') === undefined ? null : 'Đã gửi quyết định cho phường.'
    const said = { told, refused: null, typed: typedOf(new URLSearchParams()) }
    return answer(c, desk, 'Hồ sơ', who, casePage(file, who.session.form, said))
  })
  app.post('/cases/:ward/:submission', async (c) => {
    const { form, ...who } = await signedInForm(console, c, 'decide')
    const place = c.req.param()
    const typed = typedOf(form)
    const asked = decisionRequestSchema.safeParse({
      submission: place.submission,
      ...typed,
      reasonCode: typed.decision === 'refused' && typed.reasonCode !== '' ? typed.reasonCode : null,
    })
    try {
      if (!asked.success) throw new OperatorRefused('malformed')
      await decide(desk, place.ward, asked.data, who.operator.name)
      return c.redirect(`${addressOf(place)}?told`, 303)
    } catch (error) {
      const { problem } = refusalOf(desk, error)
      if (problem.status === 404) throw error
      const file = await readCase(desk, place, who.operator.name)
      const said = { told: null, refused: problem.detail, typed }
      return answer(c, desk, 'Hồ sơ', who, casePage(file, who.session.form, said), problem.status)
    }
  })
}

/** Where those begin who decide no cases. */
function firstPage({ operator }: SignedIn): string {
  return isAllowed(operator.role, 'publish') ? '/keys' : '/audit'
}

function typedOf(form: URLSearchParams) {
  const typed = (name: string) => (form.get(name) ?? '').trim()
  return {
    decision: typed('decision'),
    reference: typed('reference'),
    reasonCode: typed('reasonCode'),
    note: typed('note'),
  }
}

function signInForm(refused: string | null): Html {
  return html`${notice('refused', refused)}
<form method="post" action="/console/sign-in"><fieldset><legend>Cán bộ thành phố</legend>
<label for="secret">Mã bí mật</label>
<input type="password" id="secret" name="secret" required autofocus autocomplete="current-password">
<p class="quiet">Mã do quản trị máy chủ thành phố cấp. Mọi việc làm ở đây đều được ghi nhật ký.</p>
<button>Đăng nhập</button></fieldset></form>`
}

function refusedPage({ desk }: Console, c: Context, error: unknown): Response | Promise<Response> {
  const { problem } = refusalOf(desk, error)
  if (problem.code === 'not-signed-in' && c.req.method === 'GET')
    return c.redirect(`${consoleBase}/sign-in`, 303)
  const back = html`${notice('refused', problem.detail)}<p><a href="/console">Về trang đầu</a></p>`
  return answer(c, desk, 'Không thực hiện được', null, back, problem.status)
}
