import { z } from 'zod'
import { roles } from '../../domain/roles.ts'
import { alarmNames } from '../alarms.ts'
import { textLimits } from '../events.ts'
import { printed } from '../printed.ts'
import { wardCode } from '../sync/event-line.ts'
import { route } from '../route.ts'

const userName = z
  .string()
  .regex(/^[a-z][a-z0-9.-]{1,31}$/)
  .meta({ description: 'log-in name: lower-case letters, digits, dot, hyphen' })
const password = z.string().min(1).max(200)
const pin = z.string().min(1).max(16)

export const sessionSchema = z.object({
  user: z.string(),
  fullName: z.string(),
  roles: z.array(z.enum(roles)),
  /** Idle too long: only `unlockSession` and `signOut` are answered until the password is typed again. */
  locked: z.boolean(),
  hasPin: z.boolean(),
})
export type Session = z.infer<typeof sessionSchema>

export const officeStateSchema = z.object({
  /** `new`: nothing set up. `locked`: the store waits for a first sign-in. `unusable`: see `problem`. */
  state: z.enum(['new', 'locked', 'open', 'unusable']),
  /** A refusal of the closed list, with its sentences: the pages do not carry the list. */
  problem: z.object({ code: z.string(), detail: z.string(), detailEn: z.string() }).nullable(),
  training: z.boolean(),
  ward: z.object({ code: wardCode, name: z.string(), parentName: z.string() }).nullable(),
  version: z.string(),
  shell: z.string(),
  /** Who may sign in at this PC. Full names only once the store is open. */
  staff: z.array(
    z.object({ user: z.string(), fullName: z.string().nullable(), roles: z.array(z.enum(roles)) }),
  ),
  /** Only in the training office: its published log-ins. */
  trainingAccounts: z
    .array(
      z.object({ user: z.string(), password: z.string(), pin: z.string().nullable(), role: z.enum(roles) }),
    )
    .nullable(),
  /** Only in the training office: where one can play its city, and the secret to sign in there. */
  trainingCity: z.object({ console: z.string(), secret: z.string() }).nullable(),
  session: sessionSchema.nullable(),
  /** Things an administrator should see: a healed journal, a jumped clock. */
  alarms: z.array(z.object({ alarm: z.enum(alarmNames), at: z.string(), count: z.number() })),
  /** The administrator is asked whether the clock is right: what it says, what is expected, by whose word. */
  clockQuestion: z
    .object({ clock: z.string(), expected: z.string(), by: z.enum(['city', 'count']) })
    .nullable(),
  hasSimulatedReader: z.boolean(),
})
export type OfficeState = z.infer<typeof officeStateSchema>

export const readOffice = route({
  method: 'get',
  path: '/api/office',
  summary: 'What state this office is in, who may sign in, and who is signed in here',
  for: 'anyone',
  answer: officeStateSchema,
})

export const confirmClock = route({
  method: 'post',
  path: '/api/office/clock',
  summary: 'Say that the date and time of this PC are right, so that what follows from the date goes on',
  for: ['administrator'],
  /** How far the clock stood ahead of what was expected, as the administrator saw it. */
  body: z.object({ aheadMs: z.int() }),
  answer: z.object({}),
})

export const establishOffice = route({
  method: 'post',
  path: '/api/office/establish',
  summary: 'Set up a new office with its first administrator; answers the recovery code to put on paper',
  for: 'anyone',
  body: z.object({
    wardCode,
    wardName: printed(textLimits.wardName),
    parentName: printed(textLimits.parentName),
    administrator: z.object({ user: userName, fullName: printed(textLimits.staffName), password }),
  }),
  answer: z.object({ recoveryCode: z.string() }),
})

export const recoverOffice = route({
  method: 'post',
  path: '/api/office/recover',
  summary:
    'Give an account a new password by the recovery code from the sealed envelope; answers the code for the next one',
  for: 'anyone',
  body: z.object({
    recoveryCode: z.string().min(1).max(100),
    user: z.string().max(64),
    newPassword: password,
  }),
  answer: z.object({ recoveryCode: z.string() }),
})

export const replaceRecoveryCode = route({
  method: 'post',
  path: '/api/office/recovery-code',
  summary: 'Make a new recovery code in place of one that was lost or seen; needs the password',
  for: ['administrator'],
  body: z.object({ password }),
  answer: z.object({ recoveryCode: z.string() }),
})

export const signIn = route({
  method: 'post',
  path: '/api/session',
  summary: 'Sign in; opens the data store when it is locked',
  for: 'anyone',
  body: z.object({ user: z.string().max(64), password }),
  answer: sessionSchema,
})

export const signOut = route({
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out',
  for: 'anyone',
  answer: z.object({}),
})

export const unlockSession = route({
  method: 'post',
  path: '/api/session/unlock',
  summary: 'Go on after the idle lock',
  for: 'anyone',
  body: z.object({ password }),
  answer: sessionSchema,
})

export const lockSession = route({
  method: 'post',
  path: '/api/session/lock',
  summary: 'Lock the screen now (the page also locks itself when idle)',
  for: 'staff',
  answer: z.object({}),
})

/** Categories of a pack an account is limited to; null: no limit. */
const staffScope = z
  .object({
    pack: z.string().max(16),
    categories: z.array(z.int().min(1).max(31)).min(1).max(31),
  })
  .nullable()

export const staffMemberSchema = z.object({
  user: z.string(),
  fullName: z.string(),
  roles: z.array(z.enum(roles)),
  hasPin: z.boolean(),
  disabled: z.boolean(),
  /** What holds under the pack in force; null: nothing is limited, or nobody has said to what. */
  scope: staffScope,
  /** Limited under other packs, and so able to do nothing under the one in force until a scope is set. */
  unscoped: z.boolean(),
})

export const listStaff = route({
  method: 'get',
  path: '/api/staff',
  summary: 'Everyone who has an account at this office',
  for: ['administrator'],
  answer: z.object({ staff: z.array(staffMemberSchema) }),
})

export const addStaff = route({
  method: 'post',
  path: '/api/staff',
  summary: 'Add a member of staff',
  for: ['administrator'],
  body: z.object({
    user: userName,
    fullName: printed(textLimits.staffName),
    roles: z.array(z.enum(roles)).min(1),
    password,
    /** Only for those who seal. */
    pin: pin.nullable(),
  }),
  answer: staffMemberSchema,
})

export const scopeStaff = route({
  method: 'post',
  path: '/api/staff/{user}/scope',
  summary: 'Limit an account to some categories of a pack, or end every limit',
  for: ['administrator'],
  params: z.object({ user: z.string() }),
  body: z.object({ scope: staffScope }),
  answer: staffMemberSchema,
})

export const disableStaff = route({
  method: 'post',
  path: '/api/staff/{user}/disable',
  summary: 'Close an account; its past acts stay',
  for: ['administrator'],
  params: z.object({ user: z.string() }),
  answer: z.object({}),
})

export const unlockStaff = route({
  method: 'post',
  path: '/api/staff/{user}/unlock',
  summary: 'End the waiting time after wrong passwords or PINs',
  for: ['administrator'],
  params: z.object({ user: z.string() }),
  answer: z.object({}),
})

export const changePassword = route({
  method: 'post',
  path: '/api/session/password',
  summary: 'Change one’s own password',
  for: 'staff',
  body: z.object({ current: password, next: password }),
  answer: z.object({}),
})

export const setPin = route({
  method: 'post',
  path: '/api/session/pin',
  summary: 'Set or change one’s own sealing PIN; needs the password',
  for: ['ward-police'],
  body: z.object({ password, pin }),
  answer: z.object({}),
})
