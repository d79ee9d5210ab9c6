import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { decisionRequestSchema } from '../../contract/sync/operator.ts'
import { readBody, textOf } from '../body.ts'
import { decide } from '../decisions/decide.ts'
import { listCases, readCase } from '../decisions/read-case.ts'
import type { Desk } from '../desk.ts'
import { listIssuers } from '../issuers.ts'
import { confirmKey, refusalOf } from '../operators/api.ts'
import { mustBeAllowed, type OperatorAct, type SecretDoor } from '../operators/operators.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import type { OperatorRow } from '../store/rows.ts'
import { addressOf, casePage, casesPage } from './case-pages.ts'
import { keysPage } from './key-pages.ts'
import { type Html, notice, page } from './page.ts'
import { createSessions, isSameToken, type Session } from './sessions.ts'
import { style } from './style.ts'

/** Where the pages for the city's operators are: plain HTML, no scripts. */
export const consoleBase = '/console'

const cookieName = 'quay-city'
const largestForm = 16 * 1024
const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** What every page is made from. */
type Console = {
  readonly desk: Desk
  readonly sessions: ReturnType<typeof createSessions>
  readonly door: SecretDoor
}
type SignedIn = { readonly operator: OperatorRow; readonly session: Session }

/** The web handler of the console. Sign-in by secret, a cookie for this site only, a token in every form. */
export function createConsole(desk: Desk, door: SecretDoor): Hono {
  const app = new Hono().basePath(consoleBase)
  const console: Console = { desk, door, sessions: createSessions(desk.now) }
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
  return app
}

function signing(app: Hono, console: Console): void {
  const { desk, door, sessions } = console
  app.get('/sign-in', (c) => answer(c, desk, 'Đăng nhập', null, signInForm(null)))
  app.post('/sign-in', async (c) => {
    const form = await formOf(console, c)
    try {
      const operator = await door((form.get('secret') ?? '').trim())
      setCookie(c, cookieName, sessions.begin(operator), cookieOptions(desk))
      return c.redirect(consoleBase, 303)
    } catch (error) {
      const { problem } = refusalOf(desk, error)
      return answer(c, desk, 'Đăng nhập', null, signInForm(problem.detail), problem.status)
    }
  })
  app.post('/sign-out', async (c) => {
    await signedInForm(console, c)
    sessions.end(getCookie(c, cookieName) ?? '')
    deleteCookie(c, cookieName, cookieOptions(desk))
    return c.redirect(`${consoleBase}/sign-in`, 303)
  })
}

function cases(app: Hono, console: Console): void {
  const { desk } = console
  app.get('/', async (c) => {
    const who = await signedIn(console, c)
    if (who.operator.role === 'publisher') return c.redirect(`${consoleBase}/keys`, 303)
    mustBeAllowed(who.operator, 'decide')
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

function keys(app: Hono, console: Console): void {
  const { desk } = console
  const show = async (
    c: Context,
    who: SignedIn,
    said: Parameters<typeof keysPage>[2],
    status?: OperatorRefused['problem']['status'],
  ) => {
    const content = keysPage(await desk.store.read(listIssuers), who.session.form, said)
    return answer(c, desk, 'Khóa ký giấy của các phường', who, content, status)
  }
  app.get('/keys', async (c) => {
    const who = await signedIn(console, c, 'publish')
    const told = c.req.query('told') === undefined ? null : 'Đã đưa khóa vào danh sách tin cậy.'
    return show(c, who, { told, refused: null })
  })
  app.post('/keys/:kid', async (c) => {
    const { form, ...who } = await signedInForm(console, c, 'publish')
    try {
      await confirmKey(desk, c.req.param('kid'), form.get('fingerprint') ?? '', who.operator.name)
      return c.redirect(`${consoleBase}/keys?told`, 303)
    } catch (error) {
      const { problem } = refusalOf(desk, error)
      return show(c, who, { told: null, refused: problem.detail }, problem.status)
    }
  })
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

/** Who is signed in; refuses `not-signed-in`, also when the account was ended since. */
async function signedIn({ desk, sessions }: Console, c: Context, act?: OperatorAct): Promise<SignedIn> {
  const session = sessions.find(getCookie(c, cookieName) ?? '')
  const operators = session ? await desk.store.read((rows) => rows.operators()) : []
  const operator = operators.find(({ name, state }) => name === session?.operator && state === 'active')
  if (!session || !operator) throw new OperatorRefused('not-signed-in')
  if (act) mustBeAllowed(operator, act)
  return { operator, session }
}

/** The same for a form that was sent: it must carry the session's token. */
async function signedInForm(console: Console, c: Context, act?: OperatorAct) {
  const who = await signedIn(console, c, act)
  const form = await formOf(console, c)
  if (!isSameToken(form.get('form') ?? '', who.session.form)) throw new OperatorRefused('not-signed-in')
  return { ...who, form }
}

/** A form of this site's own pages; one that another site sends is refused whatever it holds. */
async function formOf({ desk }: Console, c: Context): Promise<URLSearchParams> {
  const origin = c.req.header('origin')
  const own = [c.req.header('host'), URL.parse(desk.publicAddress ?? '')?.host]
  if (origin !== undefined && !own.includes(URL.parse(origin)?.host ?? 'nowhere'))
    throw new OperatorRefused('not-signed-in')
  return new URLSearchParams(textOf(await readBody(c.req.raw, largestForm)))
}

function cookieOptions(desk: Desk) {
  return {
    path: consoleBase,
    httpOnly: true,
    sameSite: 'Strict',
    secure: desk.publicAddress?.startsWith('https:') === true,
  } as const
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
  const back = html`${notice('refused', problem.detail)}<p><a href="/console">Về danh sách hồ sơ</a></p>`
  return answer(c, desk, 'Không thực hiện được', null, back, problem.status)
}

function answer(
  c: Context,
  desk: Desk,
  title: string,
  who: SignedIn | null,
  content: Html,
  status: OperatorRefused['problem']['status'] | 200 = 200,
): Response | Promise<Response> {
  const frame = {
    city: desk.name,
    title,
    operator: who?.operator ?? null,
    form: who?.session.form ?? '',
    isTraining: desk.isTraining,
  }
  return c.html(page(frame, content), status)
}
