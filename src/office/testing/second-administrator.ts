import type { Call } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import { signedIn } from './person.ts'
import type { StaffedOffice } from './staffed-office.ts'

const account = {
  user: 'tuankiet',
  fullName: 'Bùi Tuấn Kiệt',
  roles: ['administrator' as const],
  pin: null,
}
const told = 'mat-khau-duoc-cho'
const own = 'mat-khau-cua-minh'

/** Another administrator of an office, with a password of their own and an account old enough to count as another person. */
export async function addSecondAdministrator(ward: StaffedOffice): Promise<void> {
  const first = await ward.as('administrator')
  await first(api.addStaff, { body: { ...account, password: told } })
  const person = await signedIn(ward.office(), account.user, told)
  await person(api.changePassword, { body: { current: told, next: own } })
  ward.ports.clock.advance(4 * 86_400_000)
}

/** Signs that administrator in. */
export function secondAdministrator(ward: StaffedOffice): Promise<Call> {
  return signedIn(ward.office(), account.user, own)
}
