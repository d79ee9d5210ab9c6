import type { Call } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import type { Role } from '../../domain/roles.ts'
import { type Office, type OfficeCore, type OfficeOptions, openOffice } from '../office.ts'
import { personAt, signedIn } from './person.ts'
import { type TestPorts, testPorts } from './ports.ts'

export type Colleague = {
  readonly user: string
  readonly fullName: string
  readonly roles: readonly Role[]
  readonly password: string
  readonly pin: string | null
}

const colleague = (user: string, fullName: string, roles: Role[], pin: string | null = null): Colleague => ({
  user,
  fullName,
  roles,
  password: `mat-khau-${user}`,
  pin,
})

/** A small ward office. All invented. */
export const colleagues = {
  administrator: colleague('quantri', 'Vũ Ngọc Lan', ['administrator']),
  clerk: colleague('motcua', 'Đỗ Thị Thanh Mai', ['clerk']),
  police: colleague('khuvuc', 'Phạm Văn Hùng', ['area-police']),
  official: colleague('lanhdao', 'Lê Minh Châu', ['ward-official']),
  sealer: colleague('dongdau', 'Trần Quốc Bảo', ['ward-police'], '258036'),
  /** One person with every hat that decides something, as the smallest wards have. */
  manyHats: colleague(
    'kiemnhiem',
    'Hoàng Đức Thịnh',
    ['clerk', 'area-police', 'ward-official', 'ward-police'],
    '470258',
  ),
} as const
export type ColleagueName = keyof typeof colleagues

export const founding = {
  wardCode: '39901',
  wardName: 'Phường Ví Dụ',
  parentName: 'Ủy ban nhân dân Thành phố Mẫu',
  administrator: {
    user: colleagues.administrator.user,
    fullName: colleagues.administrator.fullName,
    password: colleagues.administrator.password,
  },
}

export type StaffedOffice = {
  readonly ports: TestPorts
  readonly recoveryCode: string
  /** The running office; another one after `restart`. */
  office(): Office & { readonly core: OfficeCore }
  /** Signs a colleague in. */
  as(name: ColleagueName): Promise<Call>
  /** Ends the office and opens it again on the same folder, as after closing the program. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** An office with one colleague of each kind, set up through the routes the pages use. */
export async function staffedOffice(
  ports: TestPorts = testPorts(),
  options: OfficeOptions = {},
): Promise<StaffedOffice> {
  let office = await openOffice(ports, options)
  const as = (name: ColleagueName) => signedIn(office, colleagues[name].user, colleagues[name].password)
  const { recoveryCode } = await personAt(office)(api.establishOffice, { body: founding })
  const administrator = await as('administrator')
  for (const { roles, ...one } of Object.values(colleagues)) {
    if (one.user === founding.administrator.user) continue
    await administrator(api.addStaff, { body: { ...one, roles: [...roles] } })
  }
  return {
    ports,
    recoveryCode,
    office: () => office,
    as,
    async restart() {
      await office.close()
      office = await openOffice(ports, options)
    },
    close: () => office.close(),
  }
}
