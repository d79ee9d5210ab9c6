import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../contract/refusals.ts'
import { makeSlot, type KeySlot, writeDurably, writeSlots } from '../../database/key-slots.ts'
import { databasePath } from '../../desk.ts'
import { unenrolledLetters } from '../../facts.ts'
import { uuidv7 } from '../../journal/uuid.ts'
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
 * Two at the same moment would each write their own key: ask one after the other.
 * Throws `office-already-set-up`, `weak-secret`.
 */
export async function establish(core: OfficeCore, founding: Founding): Promise<string> {
  const { dataDir, training } = core.ports
  assertNew(core)
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
  if (isHalfFounded(dataDir)) setAside(dataDir)
  writeDurably(markOf(dataDir), '')
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
  rmSync(markOf(dataDir))
  return recoveryCode
}

/** Stands in the folder while an office is being set up, so that one whose set-up was killed can be set up again. */
const markOf = (dataDir: string) => join(dataDir, 'founding')

/** Whether setting up was begun here and never finished: nobody has worked with what lies here. */
export function isHalfFounded(dataDir: string): boolean {
  return existsSync(markOf(dataDir))
}

function assertNew(core: OfficeCore): void {
  const { dataDir } = core.ports
  const isUsed = existsSync(databasePath(dataDir)) && !isHalfFounded(dataDir)
  if (core.desk() || core.slots().length > 0 || isUsed)
    throw core.problem() ?? new Refusal('office-already-set-up')
}

/** Moves what a killed set-up left out of the way, and whatever else is named; nothing is ever deleted. */
export function setAside(dataDir: string, more: readonly string[] = []): void {
  const folder = join(dataDir, `unfinished-${uuidv7(Date.now())}`)
  mkdirSync(folder)
  const left = ['quay.db', 'quay.db-wal', 'quay.db-shm', 'journal', 'keys.json', 'start.key', ...more]
  for (const name of left.filter((one) => existsSync(join(dataDir, one))))
    renameSync(join(dataDir, name), join(folder, name))
}
