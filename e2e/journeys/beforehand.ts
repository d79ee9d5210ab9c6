import type { Page } from '@playwright/test'
import { type Case, listQueue, readCase } from '../../src/contract/desk/cases.ts'
import { signIn, signOut } from '../../src/contract/desk/office.ts'
import { type Call, createClient } from '../../src/contract/client.ts'
import type { Desk } from '../launch.ts'

/** What has happened at a counter before the journey begins, done through the desk API in a second. */

/** Calls the desk API as the page itself does: with its session, from its own address. */
export function callFrom(page: Page): Call {
  return createClient(async (request) => {
    const asked = {
      path: request.url.slice(new URL(request.url).origin.length),
      method: request.method,
      body: request.body === null ? null : await request.text(),
    }
    const answered = await page.evaluate(async ({ path, method, body }) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(path, body === null ? { method } : { method, headers, body })
      return { status: answer.status, text: await answer.text() }
    }, asked)
    return new Response(answered.text, { status: answered.status })
  }, 'http://office.invalid')
}

/** Lets a training account do something and leave; the page has to be opened anew afterwards. */
export async function as<Done>(desk: Desk, user: string, work: (call: Call) => Promise<Done>): Promise<Done> {
  const account = desk.accounts.find((one) => one.user === user)
  if (!account) throw new Error(`the training office has no ${user}`)
  const call = callFrom(desk.page)
  await call(signIn, { body: { user, password: account.password } })
  const done = await work(call)
  await call(signOut, {})
  return done
}

/** The open case of a person, as it is now. */
async function caseOf(call: Call, fullName: string): Promise<Case> {
  const { items } = await call(listQueue, { query: { queue: 'open' } })
  const found = items.find((item) => item.fullName === fullName)
  if (!found) throw new Error(`no open case of ${fullName}`)
  return call(readCase, { params: { caseId: found.caseId } })
}

/** A fresh act on somebody's open case. */
export async function actOn(call: Call, fullName: string) {
  const { caseId, version } = await caseOf(call, fullName)
  return { params: { caseId }, act: { actId: crypto.randomUUID(), version } }
}
