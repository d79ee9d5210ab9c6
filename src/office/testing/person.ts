import { type Call, createClient, ProblemError } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import type { Problem } from '../../contract/refusals.ts'
import { sessionHeader } from '../../contract/session.ts'
import type { Office } from '../office.ts'

/** A client that carries its own session, as a shell's window does. */
export function personAt(office: Pick<Office, 'fetch'>): Call {
  let token = ''
  return createClient(async (request) => {
    const headers = new Headers(request.headers)
    headers.set(sessionHeader, token)
    const response = await office.fetch(new Request(request, { headers }))
    token = response.headers.get(sessionHeader) ?? token
    return response
  }, 'http://office.invalid')
}

/** Signs a person in and answers their client. */
export async function signedIn(office: Pick<Office, 'fetch'>, user: string, password: string): Promise<Call> {
  const call = personAt(office)
  await call(api.signIn, { body: { user, password } })
  return call
}

/** The problem a call was refused with; throws when it was not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  throw new Error('it was not refused')
}
