import { Refusal } from '../../../contract/refusals.ts'
import { makeSlot, openSlot, readSlots, writeSlots } from '../../database/key-slots.ts'
import { type Desk, raiseAlarm } from '../../desk.ts'
import { isOnlyCopyMissing } from '../../journal/finishing.ts'
import { systemActor } from '../../journal/journal.ts'
import type { OfficeCore } from '../../office.ts'
import { assertPassword, assertStrongPassword } from '../staff/passwords.ts'
import { staffMember } from '../staff/read.ts'
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts'

/**
 * Gives an account a new password by the code from the sealed envelope, so that forgotten passwords never lose the
 * data. The code is spent: answers the next one, for the next envelope. Everybody signed in sees an alarm.
 * Throws `office-not-set-up`, `wrong-recovery-code`, `locked-out`, `unknown-user`, `weak-secret`, and the refusals of
 * the opening ritual.
 */
export async function recover(
  core: OfficeCore,
  asked: { readonly recoveryCode: string; readonly user: string; readonly newPassword: string },
): Promise<string> {
  const { user, newPassword } = asked
  if (core.slots().length === 0) throw core.problem() ?? new Refusal('office-not-set-up')
  assertStrongPassword(newPassword)
  const key = await recoveredKey(core, asked.recoveryCode)
  const desk = core.desk() ?? (await core.open(key))
  const member = staffMember(desk.store, user)
  if (!member || member.disabled) throw new Refusal('unknown-user')
  const nextCode = newRecoveryCode()
  const made = [
    await makeSlot('officer', user, newPassword, key),
    await makeSlot('recovery', '', nextCode, key),
  ]
  const kept = core
    .slots()
    .filter((slot) => !made.some(({ kind, user: of }) => kind === slot.kind && of === slot.user))
  writeSlots(core.ports.dataDir, [...kept, ...made])
  try {
    desk.journal.command((writing) =>
      writing.append({
        type: 'staff.secret-changed',
        subject: user,
        baseVer: 0,
        actor: systemActor,
        body: { user, kind: 'password', way: 'recovered' },
        personal: null,
      }),
    )
    raiseAlarm(desk, 'recovery-code-used', 1)
  } catch (error) {
    // The next code is answered whatever the disk says: the old one is spent. The copy comes with the next line.
    desk.ports.log({ level: 'error', what: 'recovery-not-told', code: codeOf(error) })
  }
  desk.attempts.clear(user, 'password')
  return nextCode
}

/**
 * Makes a new recovery code in place of one that was lost or seen by somebody; the old one opens nothing more.
 * Everybody signed in sees an alarm. Throws `wrong-password`, `locked-out`, `disk-full`.
 */
export async function replaceRecoveryCode(desk: Desk, user: string, password: string): Promise<string> {
  await assertPassword(desk, user, password)
  const code = newRecoveryCode()
  const made = await makeSlot('recovery', '', code, desk.key)
  try {
    raiseAlarm(desk, 'recovery-code-replaced', 1)
  } catch (error) {
    // The second copy comes with the next line; the code is shown only now.
    if (!isOnlyCopyMissing(error)) throw error
  }
  const { dataDir } = desk.ports
  writeSlots(dataDir, [...readSlots(dataDir).filter(({ kind }) => kind !== 'recovery'), made])
  desk.attempts.clear('', 'recovery')
  desk.notify('office')
  return code
}

function codeOf(error: unknown): string {
  return error instanceof Refusal ? error.code : 'fault'
}

async function recoveredKey(core: OfficeCore, typed: string): Promise<Buffer> {
  const slot = core.slots().find(({ kind }) => kind === 'recovery')
  const { left } = core.attempts.spend('', 'recovery')
  const key = slot ? await openSlot(slot, readRecoveryCode(typed)) : null
  if (!key) throw new Refusal('wrong-recovery-code', { left })
  core.attempts.clear('', 'recovery')
  return key
}
