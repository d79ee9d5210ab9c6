import { isAlarmName } from '../../../contract/alarms.ts'
import * as contract from '../../../contract/desk/index.ts'
import type { OfficeState } from '../../../contract/desk/office.ts'
import { problemOf, Refusal } from '../../../contract/refusals.ts'
import { type Role, roles } from '../../../domain/roles.ts'
import { sql } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { finishing } from '../../journal/finishing.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { OfficeCore } from '../../office.ts'
import type { Sessions } from '../../sessions.ts'
import { allStaff } from '../staff/read.ts'
import { assertPassword } from '../staff/passwords.ts'
import { establish } from './establish.ts'
import { recover, replaceRecoveryCode } from './recover.ts'
import { shownSession, signIn, signOut } from './sign-in.ts'

/** What state the office is in, set-up, and sessions. */
export function mountOfficeState(mount: Mount, core: OfficeCore, sessions: Sessions): void {
  mount.open(contract.readOffice, ({ token }) => officeState(core, sessions, token))
  let isFounding = false
  mount.open(contract.establishOffice, async ({ body }) => {
    if (isFounding) throw new Refusal('office-already-set-up')
    isFounding = true
    try {
      return { recoveryCode: await establish(core, body) }
    } finally {
      isFounding = false
    }
  })
  mount.open(contract.recoverOffice, async ({ body }) => {
    const recoveryCode = await recover(core, body)
    sessions.endAllOf(body.user)
    return { recoveryCode }
  })
  mount.staff(contract.replaceRecoveryCode, async ({ desk, session, body }) => ({
    recoveryCode: await replaceRecoveryCode(desk, session.user, body.password),
  }))
  mount.staff(contract.confirmClock, async ({ desk, session, role, body }) => {
    await finishing(
      () => desk.sureTime.confirm(actorOf(session, role), body.aheadMs),
      () => desk.rules.look(),
    )
    return {}
  })
  mount.open(contract.signIn, async ({ body, setToken }) => {
    const session = await signIn(core, sessions, body.user, body.password)
    setToken(session.token)
    return shownSession(deskOf(core), session)
  })
  mount.open(contract.signOut, ({ token, setToken }) => {
    signOut(core, sessions, token)
    setToken('')
    return {}
  })
  mount.open(contract.unlockSession, async ({ token, body }) => {
    const session = sessions.peek(token)
    if (!session || token === null) throw new Refusal('not-signed-in')
    await assertPassword(deskOf(core), session.user, body.password)
    return shownSession(deskOf(core), sessions.unlock(token))
  })
  mount.staff(contract.lockSession, ({ session }) => {
    sessions.lock(session.token)
    return {}
  })
}

function deskOf(core: OfficeCore) {
  const desk = core.desk()
  if (!desk) throw new Refusal('office-locked')
  return desk
}

function officeState(core: OfficeCore, sessions: Sessions, token: string | null): OfficeState {
  const desk = core.desk()
  const slots = core.slots()
  const problem = core.problem()
  const session = sessions.peek(token)
  const facts = desk?.facts()
  const staff = desk
    ? allStaff(desk.store).filter((member) => !member.disabled)
    : slots.filter(({ kind }) => kind === 'officer').map(({ user }) => ({ user, fullName: null, roles: [] }))
  return {
    state: desk ? 'open' : problem ? 'unusable' : slots.length === 0 ? 'new' : 'locked',
    problem: desk || !problem ? null : sentencesOf(problem),
    training: core.ports.training,
    ward: facts ? { code: facts.wardCode, name: facts.wardName, parentName: facts.parentName } : null,
    version: core.ports.version,
    shell: core.ports.shell,
    staff: staff.map(({ user, fullName, roles: own }) => ({ user, fullName, roles: [...own] })),
    trainingAccounts: core.ports.training ? accountsOf(core) : null,
    trainingCity: (core.ports.training && core.options.trainingCity) || null,
    session: desk && session ? shownSession(desk, session) : null,
    // Signed in only: alarms are for staff, not for whoever walks past the screen.
    alarms: desk && session ? alarmsOf(desk) : [],
    clockQuestion: desk && session ? clockQuestion(desk) : null,
    hasSimulatedReader: (core.options.sampleCards ?? []).length > 0,
  }
}

function clockQuestion({ sureTime }: Desk): OfficeState['clockQuestion'] {
  const question = sureTime.question()
  return (
    question && {
      clock: vietnamTime(question.wall),
      expected: vietnamTime(question.expected),
      by: question.by,
    }
  )
}

function alarmsOf({ store }: Desk): OfficeState['alarms'] {
  return store
    .all(sql.selectFrom('alarm').select(['alarm', 'at', 'count']).orderBy('seq', 'desc').limit(20))
    .flatMap(({ alarm, ...rest }) => (isAlarmName(alarm) ? [{ alarm, ...rest }] : []))
}

function accountsOf(core: OfficeCore): OfficeState['trainingAccounts'] {
  return (core.options.trainingAccounts ?? []).flatMap(({ user, password, pin, role }) =>
    isRole(role) ? [{ user, password, pin, role }] : [],
  )
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}

function sentencesOf(refusal: Refusal): OfficeState['problem'] {
  const { code, detail, detailEn } = problemOf(refusal)
  return { code, detail, detailEn }
}
