import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { textOf } from '../body.ts'
import type { Desk } from '../desk.ts'
import { mustBeAllowed, type OperatorAct, type SecretDoor } from '../operators/operators.ts'
import { OperatorRefused } from '../operators/refusal.ts'
import type { OperatorRow } from '../store/rows.ts'
import { type Html, page } from './page.ts'
import { isSameToken, type Session, type Sessions } from './sessions.ts'

/** Where the pages for the city's operators are: plain HTML, no scripts. */
export const consoleBase = '/console'
/** The cookie of a session. */
export const cookieName = 'quay-city'
const largestForm = 16 * 1024

/** What every page is made from. */
export type Console = {
  readonly desk: Desk
  readonly sessions: Sessions
  readonly door: SecretDoor
}
/** Who is signed in, and by which session. */
export type SignedIn = { readonly operator: OperatorRow; readonly session: Session }

/** Who is signed in; refuses `not-signed-in`, also when the account was ended since. */
export async function signedIn(
  { desk, sessions }: Console,
  c: Context,
  act?: OperatorAct,
): Promise<SignedIn> {
  const session = await sessions.find(getCookie(c, cookieName) ?? '')
  const operators = session ? await desk.store.read((rows) => rows.operators()) : []
  const operator = operators.find(({ name, state }) => name === session?.operator && state === 'active')
  if (!session || !operator) throw new OperatorRefused('not-signed-in')
  if (act) mustBeAllowed(operator, act)
  return { operator, session }
}

/** The same for a form that was sent: it must carry the session's token. */
export async function signedInForm(console: Console, c: Context, act?: OperatorAct, most = largestForm) {
  const who = await signedIn(console, c, act)
  const form = await formOf(console, c, most)
  if (!isSameToken(form.get('form') ?? '', who.session.form)) throw new OperatorRefused('not-signed-in')
  return { ...who, form }
}

/** A form of this site's own pages; one that another site sends is refused whatever it holds. */
export async function formOf(console: Console, c: Context, most = largestForm): Promise<URLSearchParams> {
  mustBeOwnSite(console, c)
  return new URLSearchParams(textOf(await console.desk.bodies.read(c.req.raw, most)))
}

/** A file that was chosen on a page, with the session's token beside it. Refuses `malformed` where there is none. */
export async function signedInFile(console: Console, c: Context, act: OperatorAct, most: number) {
  const who = await signedIn(console, c, act)
  mustBeOwnSite(console, c)
  const body = await console.desk.bodies.read(c.req.raw, most + largestForm)
  const headers = { 'content-type': c.req.header('content-type') ?? '' }
  const form = await new Response(Uint8Array.from(body), { headers }).formData().catch(() => null)
  const token = form?.get('form')
  if (typeof token !== 'string' || !isSameToken(token, who.session.form))
    throw new OperatorRefused('not-signed-in')
  const file = form?.get('file')
  if (!(file instanceof File) || file.size === 0) throw new OperatorRefused('malformed')
  return { ...who, file: new Uint8Array(await file.arrayBuffer()) }
}

function mustBeOwnSite({ desk }: Console, c: Context): void {
  const origin = c.req.header('origin')
  const own = [c.req.header('host'), URL.parse(desk.publicAddress ?? '')?.host]
  if (origin !== undefined && !own.includes(URL.parse(origin)?.host ?? 'nowhere'))
    throw new OperatorRefused('not-signed-in')
}

/** How the cookie of a session is set: for this site only, out of any script's reach. */
export function cookieOptions(desk: Desk) {
  return {
    path: consoleBase,
    httpOnly: true,
    sameSite: 'Strict',
    secure: desk.publicAddress?.startsWith('https:') === true,
  } as const
}

/** A status that a page may be answered with. */
export type Status = OperatorRefused['problem']['status'] | 200

/** A page of the console, with what stands around it. */
export function answer(
  c: Context,
  desk: Desk,
  title: string,
  who: SignedIn | null,
  content: Html,
  status: Status = 200,
): Response | Promise<Response> {
  const frame = {
    city: desk.name,
    title,
    operator: who?.operator ?? null,
    form: who?.session.form ?? '',
    isTraining: desk.isTraining,
    path: c.req.path,
  }
  return c.html(page(frame, content), status)
}
