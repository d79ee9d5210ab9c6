import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { Refusal } from '../../../contract/refusals.ts'
import { makeSlot, type KeySlot, writeSlots } from '../../database/key-slots.ts'
import { databasePath } from '../../desk.ts'
import { unenrolledLetters } from '../../facts.ts'
import type { OfficeCore } from '../../office.ts'
import { newRecoveryCode } from './recovery-code.ts'
import { assertStrongPassword } from '../staff/passwords.ts'

export type Founding = {
  readonly wardCode: string
  readonly wardName: string
  readonly parentName: string
  readonly administrator: { readonly user: string; readonly fullName: string; readonly password: string }
}

/**
 * Sets an office up: a random database key, a slot for the administrator and one for the recovery code, the store and
 * its first events. Answers the recovery code, which is shown once and belongs on paper in a sealed envelope.
 * Throws `office-already-set-up`, `weak-secret`.
 */
export async function establish(core: OfficeCore, founding: Founding): Promise<string> {
  const { dataDir, training } = core.ports
  if (core.slots().length > 0 || existsSync(databasePath(dataDir))) throw new Refusal('office-already-set-up')
  const { administrator } = founding
  assertStrongPassword(administrator.password)
  const key = randomBytes(32)
  const recoveryCode = newRecoveryCode()
  const { trainingSecret } = core.options
  const slots: KeySlot[] = [
    await makeSlot('officer', administrator.user, administrator.password, key),
    await makeSlot('recovery', '', recoveryCode, key),
    ...(training && trainingSecret ? [await makeSlot('training', '', trainingSecret, key)] : []),
  ]
  writeSlots(dataDir, slots)
  const { wardCode, wardName, parentName } = founding
  const desk = await core.open(key, { wardCode, wardName, parentName, training, letters: unenrolledLetters })
  const actor = { user: administrator.user, role: 'administrator', session: '-' } as const
  desk.journal.command((writing) => {
    writing.append({
      type: 'office.established',
      subject: 'office',
      baseVer: 0,
      actor,
      body: { wardName, parentName, training },
      personal: null,
    })
    writing.append({
      type: 'staff.added',
      subject: administrator.user,
      baseVer: 0,
      actor,
      body: { user: administrator.user, roles: ['administrator'] },
      personal: { fullName: administrator.fullName },
    })
  })
  return recoveryCode
}
