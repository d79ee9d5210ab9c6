import type { EventBody } from '../../../contract/events.ts'
import { dayText } from '../../../contract/policy/words.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readLine } from '../../journal/line.ts'
import { vietnamTime } from '../../journal/time.ts'
import { allStaff, staffName } from './read.ts'

/** So long somebody may notice that an account was made in their name, before it counts as another person's. */
const oldAfterMs = 3 * 86_400_000

/**
 * Throws unless two accounts are surely two people's: whoever makes an account knows its first password and could sign
 * for both. Each must have a password of its own (`signer-password-not-own`), none may have got it by the recovery code
 * in the last three days (`signer-just-recovered`), and accounts younger than that count as those of whoever made them
 * (`signer-too-new`; `only-two-administrators` where there is nobody else to ask). The log-ins of a training office are
 * published, and prove nothing anyhow.
 */
export function assertTwoPeople(desk: Desk, one: string, other: string): void {
  if (desk.facts().training) return
  const now = desk.sureTime.sure()
  const accounts = [one, other].map((user) => accountOf(desk.store, user))
  for (const { user, hasOwnPassword, recoveredAt } of accounts) {
    const name = staffName(desk.store, user)
    if (!hasOwnPassword) throw new Refusal('signer-password-not-own', { name })
    if (recoveredAt !== null && isYoung(recoveredAt, now))
      throw new Refusal('signer-just-recovered', { name, from: oldFrom(recoveredAt) })
  }
  if (behind(desk.store, one, now) !== behind(desk.store, other, now)) return
  // One of them is young, else each would stand for itself.
  const [youngest] = accounts.toSorted((a, b) => b.madeAt - a.madeAt)
  if (youngest) throw tooNew(desk, youngest)
}

function tooNew({ store }: Desk, { user, madeBy, madeAt }: Account): Refusal {
  const administrators = allStaff(store).filter(({ roles }) => roles.includes('administrator'))
  const data = { name: staffName(store, user), by: staffName(store, madeBy), from: oldFrom(madeAt) }
  return new Refusal(administrators.length > 2 ? 'signer-too-new' : 'only-two-administrators', data)
}

const isYoung = (at: number, now: number) => now - at < oldAfterMs
const oldFrom = (at: number) => {
  const from = at + oldAfterMs
  return `${vietnamTime(from).slice(11, 16)} ${dayText(dateAt(from))}`
}

/** Who stands behind an account: its own person, or, while it is young, whoever made the one that made it. */
function behind(reader: Reader, user: string, now: number): string {
  const { madeBy, madeAt } = accountOf(reader, user)
  return madeBy === user || !isYoung(madeAt, now) ? user : behind(reader, madeBy, now)
}

/** What the journal says of an account; instants in milliseconds. The founder's was made by themselves. */
type Account = {
  readonly user: string
  readonly madeBy: string
  readonly madeAt: number
  readonly recoveredAt: number | null
  readonly hasOwnPassword: boolean
}

function accountOf(reader: Reader, user: string): Account {
  const rows = reader.all(
    sql
      .selectFrom('event')
      .innerJoin('stream', 'stream.id', 'event.stream')
      .select(['event.stream', 'event.seq', 'event.line'])
      .where('event.subject', '=', user)
      .where('event.type', 'in', ['staff.added', 'staff.secret-changed'])
      .orderBy('stream.opened_at')
      .orderBy('event.seq'),
  )
  let account: Account = { user, madeBy: user, madeAt: 0, recoveredAt: null, hasOwnPassword: true }
  for (const row of rows) {
    const event = readLine(row.line)
    if (event?.type === 'staff.added') {
      const madeBy = event.actor.user
      account = { ...account, madeBy, madeAt: writtenAt(reader, row), hasOwnPassword: madeBy === user }
    }
    // Its line was validated when it was written.
    const body = event?.body as EventBody<'staff.secret-changed'> | undefined
    if (event?.type !== 'staff.secret-changed' || body?.kind !== 'password') continue
    const isRecovered = body.way === 'recovered'
    account = { ...account, hasOwnPassword: !isRecovered }
    if (isRecovered) account = { ...account, recoveredAt: writtenAt(reader, row) }
  }
  return account
}

/** When a line was surely written: not before any earlier one, whatever the clock was set to for a moment. */
function writtenAt(
  reader: Reader,
  { stream, seq }: { readonly stream: string; readonly seq: number },
): number {
  const latest = reader.first(
    sql
      .selectFrom('event')
      .select(({ fn }) => fn.max('at').as('at'))
      .where('stream', '=', stream)
      .where('seq', '<=', seq),
  )
  return Date.parse(latest?.at ?? '')
}
