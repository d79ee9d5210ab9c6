import { type Call, createClient } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import { sessionHeader } from '../../office/http.ts'
import type { Office } from '../../office/office.ts'

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
