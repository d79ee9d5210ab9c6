import type { SecretDoor } from './operators/operators.ts'
import { OperatorRefused } from './operators/refusal.ts'
import type { OperatorRow } from './store/rows.ts'

/** The operator whose secret a request bears (`authorization: Bearer`); refuses `not-signed-in`. */
export async function bearerOf(secrets: SecretDoor, request: Request): Promise<OperatorRow> {
  const secret = /^Bearer ([\x21-\x7e]{1,200})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (secret === undefined) throw new OperatorRefused('not-signed-in')
  return secrets(secret)
}

/** The answer to an operator's refused request, outside the operators' own interface. */
export function operatorProblem({ problem }: OperatorRefused): Response {
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}
