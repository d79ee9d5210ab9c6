import type { Role } from '../../../domain/roles.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { makeSlot, openSlot, readSlots, writeSlots } from '../../database/key-slots.ts'
import type { Desk } from '../../desk.ts'
import { finishing } from '../../journal/finishing.ts'
import { type Actor, systemActor } from '../../journal/journal.ts'
import { retireKeysOf } from '../keys/withdraw-key.ts'
import { assertPassword, assertStrongPassword } from './passwords.ts'
import { assertStrongPin, setSealingPin } from './pins.ts'
import { allStaff, staffMember } from './read.ts'
import type { Scope } from './scopes.ts'

export type NewStaff = {
  readonly user: string
  readonly fullName: string
  readonly roles: readonly Role[]
  readonly password: string
  readonly pin: string | null
}

/** Steps that decide a case: whoever keeps the accounts takes none of them. */
const decidingRoles: readonly Role[] = ['area-police', 'ward-official', 'ward-police']

/**
 * Adds a member of staff with a key slot of their own; the same again finishes what was left half done. Throws
 * `user-exists`, `weak-secret`, `role-conflict` for an administrator who would decide cases, and `invalid-input` for a
 * sealing PIN of somebody who does not seal.
 */
export async function addStaff(desk: Desk, actor: Actor, member: NewStaff): Promise<void> {
  assertStrongPassword(member.password)
  if (member.pin !== null) assertStrongPin(member.pin)
  if (member.pin !== null && !member.roles.includes('ward-police'))
    throw new Refusal('invalid-input', { fields: 'pin' })
  if (member.roles.includes('administrator') && decidingRoles.some((role) => member.roles.includes(role)))
    throw new Refusal('role-conflict')
  if (await isAddedAlready(desk, member)) return finishAdding(desk, member)
  const slot = await makeSlot('officer', member.user, member.password, desk.key)
  // Asked last: another administrator may have added the same name while the slot was made.
  if (staffMember(desk.store, member.user)) throw new Refusal('user-exists')
  // The slot first: an account without a slot could not sign in, a slot without an account opens nothing.
  writeSlots(desk.ports.dataDir, [...slotsWithout(desk, member.user), slot])
  await finishing(
    () =>
      desk.journal.command((writing) => {
        writing.append({
          type: 'staff.added',
          subject: member.user,
          baseVer: 0,
          actor,
          body: { user: member.user, roles: [...member.roles] },
          personal: { fullName: member.fullName },
        })
      }),
    () => finishAdding(desk, member),
  )
}

async function finishAdding(desk: Desk, { user, pin }: NewStaff): Promise<void> {
  if (pin !== null && staffMember(desk.store, user)?.hasPin === false) await setSealingPin(desk, user, pin)
  // Writes the second copy that may still be missing.
  desk.journal.command(() => {})
  desk.notify('staff')
}

/** Whether this very account was added before, with this password: the answer was lost, or only the copy is missing. */
async function isAddedAlready(desk: Desk, member: NewStaff): Promise<boolean> {
  const known = staffMember(desk.store, member.user)
  if (!known || known.disabled || known.fullName !== member.fullName) return false
  if (known.roles.toSorted().join() !== member.roles.toSorted().join()) return false
  const slot = readSlots(desk.ports.dataDir).find(
    ({ kind, user }) => kind === 'officer' && user === member.user,
  )
  return slot !== undefined && (await openSlot(slot, member.password)) !== null
}

/**
 * Closes an account and destroys its key slot; closing it again only makes sure that it is so. Throws `not-found`,
 * `last-administrator`.
 */
export async function disableStaff(desk: Desk, actor: Actor, user: string): Promise<void> {
  const known = staffMember(desk.store, user)
  if (!known) throw new Refusal('not-found')
  await finishing(
    () => (known.disabled ? desk.journal.command(() => {}) : writeDisabled(desk, actor, user)),
    () => {
      writeSlots(desk.ports.dataDir, slotsWithout(desk, user))
      desk.notify('staff')
    },
  )
}

function writeDisabled(desk: Desk, actor: Actor, user: string): void {
  const members = allStaff(desk.store).filter((member) => !member.disabled)
  const administrators = members.filter(({ roles }) => roles.includes('administrator'))
  if (administrators.length === 1 && administrators[0]?.user === user) throw new Refusal('last-administrator')
  desk.journal.command((writing) => {
    writing.append({
      type: 'staff.disabled',
      subject: user,
      baseVer: 0,
      actor,
      body: { user },
      personal: null,
    })
    retireKeysOf(desk, writing, actor, user)
  })
}

/** Ends the waiting after wrong tries. Throws `not-found`. */
export function unlockStaff(desk: Desk, actor: Actor, user: string): void {
  if (!staffMember(desk.store, user)) throw new Refusal('not-found')
  for (const kind of ['password', 'pin', 'certificate'] as const) desk.attempts.clear(user, kind)
  desk.journal.command((writing) =>
    writing.append({
      type: 'staff.unlocked',
      subject: user,
      baseVer: 0,
      actor,
      body: { user },
      personal: null,
    }),
  )
}

/** Changes one's own password. Throws `locked-out`, `wrong-password`, `weak-secret`. */
export async function changePassword(desk: Desk, user: string, current: string, next: string): Promise<void> {
  await assertPassword(desk, user, current)
  assertStrongPassword(next)
  const slot = await makeSlot('officer', user, next, desk.key)
  writeSlots(desk.ports.dataDir, [...slotsWithout(desk, user), slot])
  desk.journal.command((writing) =>
    writing.append({
      type: 'staff.secret-changed',
      subject: user,
      baseVer: 0,
      actor: systemActor,
      body: { user, kind: 'password', way: 'changed' },
      personal: null,
    }),
  )
}

function slotsWithout(desk: Desk, user: string) {
  return readSlots(desk.ports.dataDir).filter((slot) => !(slot.kind === 'officer' && slot.user === user))
}

/**
 * Limits an account to categories of a pack, beside what it is limited to under others, or ends every limit. Throws `not-found` for nobody's account and
 * `invalid-input` for a pack or category that is not here.
 */
export function scopeStaff(desk: Desk, actor: Actor, user: string, scope: Scope | null): void {
  if (!staffMember(desk.store, user)) throw new Refusal('not-found')
  const pack = scope && desk.policies.all().find(({ id }) => id === scope.pack)
  if (scope && !pack) throw new Refusal('invalid-input', { fields: 'scope.pack' })
  const isKnown = (code: number) => pack?.categories.some((one) => one.code === code)
  if (scope && !scope.categories.every(isKnown))
    throw new Refusal('invalid-input', { fields: 'scope.categories' })
  desk.journal.command((writing) =>
    writing.append({
      type: 'staff.scoped',
      subject: user,
      baseVer: 0,
      actor,
      body: { user, scope: scope && { pack: scope.pack, categories: [...scope.categories] } },
      personal: null,
    }),
  )
  desk.notify('staff', 'cases')
}
