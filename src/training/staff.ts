import type { Role } from '../domain/roles.ts'

export type TrainingStaff = {
  readonly user: string
  readonly fullName: string
  readonly roles: readonly Role[]
  readonly password: string
  readonly pin: string | null
}

/** The staff of Phường Ví Dụ. All invented; the log-ins are published on the sign-in page and protect nothing. */
export const trainingStaff: readonly TrainingStaff[] = [
  { user: 'thanhmai', fullName: 'Đỗ Thị Thanh Mai', roles: ['clerk'], password: 'quay-so-1', pin: null },
  { user: 'vanhung', fullName: 'Phạm Văn Hùng', roles: ['area-police'], password: 'khu-vuc-2', pin: null },
  { user: 'minhchau', fullName: 'Lê Minh Châu', roles: ['ward-official'], password: 'lanh-dao-3', pin: null },
  {
    user: 'quocbao',
    fullName: 'Trần Quốc Bảo',
    roles: ['ward-police'],
    password: 'dong-dau-4',
    pin: '258036',
  },
  { user: 'ngoclan', fullName: 'Vũ Ngọc Lan', roles: ['administrator'], password: 'quan-tri-5', pin: null },
  {
    user: 'tuankiet',
    fullName: 'Bùi Tuấn Kiệt',
    roles: ['administrator'],
    password: 'quan-tri-7',
    pin: null,
  },
  {
    user: 'hoaianh',
    fullName: 'Ngô Hoài Anh',
    roles: ['health-station'],
    password: 'tram-y-te-8',
    pin: null,
  },
  {
    // One person with three hats, as small wards have: shows what four eyes forbid.
    user: 'ducthinh',
    fullName: 'Hoàng Đức Thịnh',
    roles: ['clerk', 'area-police', 'ward-official'],
    password: 'kiem-nhiem-6',
    pin: null,
  },
]

/** The administrator who sets the training office up. */
export const trainingAdministrator: TrainingStaff = trainingStaff.find(({ roles }) =>
  roles.includes('administrator'),
)!

/** Who decides at the training city; the secret is published like the log-ins of the ward and protects nothing. */
export const trainingOperator = {
  name: 'thuha',
  fullName: 'Nguyễn Thị Thu Hà',
  role: 'administrator',
  secret: 'thanh-pho-7',
} as const
