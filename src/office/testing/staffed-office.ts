import { cpSync, existsSync, linkSync } from 'node:fs'
import { join } from 'node:path'
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
  health: colleague('tramyte', 'Ngô Hoài Anh', ['health-station']),
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
  /** Ends the office, has its folder changed by hand, and opens it again. */
  exchangeFolder(change: (folder: string) => Promise<void> | void): Promise<void>
  close(): Promise<void>
}

/**
 * An office with one colleague of each kind, set up through the routes the pages use. It is set up once a test file
 * and copied, so all of a file have the same keys.
 */
export async function staffedOffice(
  ports: TestPorts = testPorts(),
  options: OfficeOptions = {},
): Promise<StaffedOffice> {
  const { dataDir, recoveryCode } = await (model ??= makeModel())
  copyFolder(dataDir, ports.dataDir)
  let office = await openOffice(ports, options)
  await as('administrator')
  function as(name: ColleagueName) {
    return signedIn(office, colleagues[name].user, colleagues[name].password)
  }
  return {
    ports,
    recoveryCode,
    office: () => office,
    as,
    async exchangeFolder(change) {
      await office.close()
      await change(ports.dataDir)
      office = await openOffice(ports, options)
    },
    async restart() {
      await office.close()
      office = await openOffice(ports, options)
    },
    close: () => office.close(),
  }
}

let model: Promise<{ readonly dataDir: string; readonly recoveryCode: string }> | null = null

async function makeModel() {
  const ports = testPorts()
  const office = await openOffice(ports)
  const { recoveryCode } = await personAt(office)(api.establishOffice, { body: founding })
  const { user, password } = colleagues.administrator
  const administrator = await signedIn(office, user, password)
  for (const { roles, ...one } of Object.values(colleagues)) {
    if (one.user !== user) await administrator(api.addStaff, { body: { ...one, roles: [...roles] } })
  }
  await office.close()
  return { dataDir: ports.dataDir, recoveryCode }
}

/** The ballast is linked: 64 MB of nothing need not be written for every test. */
function copyFolder(from: string, to: string): void {
  const ballast = join(from, 'ballast')
  cpSync(from, to, { recursive: true, filter: (path) => path !== ballast })
  if (existsSync(ballast)) linkSync(ballast, join(to, 'ballast'))
}
