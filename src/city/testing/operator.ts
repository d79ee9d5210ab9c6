import { operatorBase, type OperatorRole } from '../../contract/sync/operator.ts'
import type { City } from '../types.ts'

/** An operator of a city with a secret of their own, who asks by `call`. */
export async function operatorOf(
  { city, address }: { city: City; address: string },
  role: OperatorRole,
  name: string = role,
) {
  const secret = await city.admin.saveOperator({ name, role, fullName: 'Nguyễn Thị Thu Hà' })
  const call = async (method: string, path: string, body?: string | object) => {
    const response = await fetch(`${address}${operatorBase}${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    // Every answer of the interface is JSON; each test looks at it by itself.
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  return { secret, call, name }
}
