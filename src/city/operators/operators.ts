import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type OperatorRole, operatorRoles } from '../../contract/sync/operator.ts'
import { type Desk, serverTime } from '../desk.ts'
import type { OperatorRow } from '../store/rows.ts'
import { noOperator, writeAudit } from './audit.ts'
import { OperatorRefused } from './refusal.ts'

/** Wrong secrets the whole city may try in a minute; a real one has 130 bits. */
const mostWrongSecrets = 20
const secretAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const secretLength = 26

/**
 * What may be done at the city: decide cases; publish packs, keys and lists, and set right what is held up; read the
 * audit; watch over the wards' PCs, quarantined lines and lists.
 */
export type OperatorAct = 'decide' | 'publish' | 'audit' | 'watch'

const allowed: Readonly<Record<OperatorRole, readonly OperatorAct[]>> = {
  'case-officer': ['decide'],
  publisher: ['publish', 'watch'],
  auditor: ['audit', 'watch'],
  administrator: ['decide', 'publish', 'audit', 'watch'],
}

const accountSchema = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,31}$/),
  fullName: z.string().trim().min(1).max(48),
  role: z.enum(operatorRoles),
})
/** Who works at the city; `name` is what the wards see beside a decision. */
export type OperatorAccount = z.infer<typeof accountSchema>

/**
 * Makes or changes an operator's account and resolves to its secret, which is shown once and kept only as a hash. A
 * secret is made here; only the training city says one, because it publishes it. Throws for a bad name or role.
 */
export async function saveOperator(desk: Desk, account: OperatorAccount, secret?: string): Promise<string> {
  const checked = accountSchema.safeParse(account)
  if (!checked.success)
    throw new Error(`an operator wants a name of small letters, and one of: ${operatorRoles.join(', ')}`)
  const { name, role } = checked.data
  const said = secret ?? madeSecret()
  await desk.store.write(async (rows) => {
    await rows.saveOperator({ ...checked.data, secretHash: secretHash(said), state: 'active' })
    await writeAudit(rows, serverTime(desk), noOperator.console, 'operator.saved', { name, role })
  })
  return said
}

/** Ends an account: its secret and its sessions open nothing more. Throws when there is none of that name. */
export async function disableOperator(desk: Desk, name: string): Promise<void> {
  await desk.store.write(async (rows) => {
    const row = (await rows.operators()).find((one) => one.name === name)
    if (!row) throw new Error(`there is no operator ${name}`)
    await rows.saveOperator({ ...row, state: 'disabled' })
    await writeAudit(rows, serverTime(desk), noOperator.console, 'operator.disabled', { name })
  })
}

/**
 * Finds the operator of a secret; refuses `not-signed-in`, and wrong ones `too-many-requests` while somebody is guessing. A
 * right one is always taken: it has too many bits to be guessed, and nobody shall lock the operators out by trying.
 */
export type SecretDoor = (secret: string) => Promise<OperatorRow>

/** A door for the secrets of one city. */
export function createSecretDoor(desk: Desk): SecretDoor {
  const wrong: number[] = []
  return async (secret) => {
    const row = await desk.store.read((rows) => rows.operatorBySecret(secretHash(secret)))
    if (row?.state === 'active') return row
    while (wrong[0] !== undefined && wrong[0] < desk.now() - 60_000) wrong.shift()
    if (wrong.length >= mostWrongSecrets) throw new OperatorRefused('too-many-requests')
    wrong.push(desk.now())
    desk.log({ level: 'warn', what: 'operator-secret-refused' })
    throw new OperatorRefused('not-signed-in')
  }
}

/** Refuses what the operator's role does not allow. */
export function mustBeAllowed(operator: OperatorRow, act: OperatorAct): void {
  if (!isAllowed(operator.role, act)) throw new OperatorRefused('role-not-allowed')
}

/** Whether a role allows an act. */
export function isAllowed(role: OperatorRole, act: OperatorAct): boolean {
  return allowed[role].includes(act)
}

function madeSecret(): string {
  return Array.from(randomBytes(secretLength), (byte) => secretAlphabet[byte % secretAlphabet.length]).join(
    '',
  )
}

function secretHash(secret: string): string {
  return createHash('sha256').update(`quay city operator\n${secret}`).digest('base64url')
}
