import type { MailProblem } from '../../../contract/desk/notices.ts'
import type { EventLine } from '../../../contract/sync/event-line.ts'
import type { Desk } from '../../desk.ts'
import { createRounds } from '../../rounds.ts'
import { waitBefore } from '../../sync/backoff.ts'
import { type MailLine, openMailLine } from './mail-line.ts'
import { queueNotices, toldTypes } from './queue.ts'
import { type NoticeRow, noticesIn } from './read.ts'
import { failed, sendNotice } from './send-notice.ts'
import { mailAccount, mailFacts, pinnedCertificate } from './setting.ts'

/** The office's post: it sends notices by itself, one after the other, and never one twice. */
export type Post = {
  /** Events were committed: some may have to be told. */
  committed(events: readonly Pick<EventLine, 'type'>[]): void
  /** Something changed that may let more be sent: a setting, a decision of somebody. */
  wake(): void
  /** Sends what is due; `now`: everything that waits, whenever its turn would be. Resolves when it has been tried. */
  run(now?: boolean): Promise<void>
  /** How the line to the server is; `nextTryAt` in milliseconds of the monotonic clock. */
  line(): { readonly problem: MailProblem | null; readonly nextTryAt: number | null }
  start(): void
  stop(): Promise<void>
}

/** Acts are gathered this long. */
const gatherMs = 500
/** The post looks at least this often for a notice whose turn has come. */
const lookEveryMs = 60_000
const dayMs = 86_400_000
/** Between tries of one message that a server does not take now: RFC 5321 section 4.5.4.1 asks for half an hour. */
const messagePause = { backoffFirst: 300_000, backoffMost: 4 * 3_600_000 }
/** Between tries of the server. */
const linePause = { backoffFirst: 30_000, backoffMost: 900_000 }

/** `desk` is asked lazily: the post is part of it. */
export function createPost(desk: () => Desk): Post {
  let problem: MailProblem | null = null
  let failures = 0
  let nextTryAt: number | null = null

  const settleLine = (found: MailProblem | null) => {
    failures = found === null ? 0 : failures + 1
    nextTryAt =
      found === null
        ? null
        : desk().ports.clock.monotonic() +
          waitBefore(failures, null, Math.random, { ...pauses, ...linePause })
    if (problem !== found) desk().notify('notices')
    problem = found
  }
  const deliver = async (halt: AbortSignal, now: boolean) => {
    if (halt.aborted) return
    // Only one is sent at a time: what still stands so was interrupted.
    tellInterrupted(desk())
    if (!mailFacts(desk().store).on) return settleLine(null)
    let more = true
    while (more) more = queueNotices(desk())
    const { clock } = desk().ports
    giveUpOld(desk())
    if (!now && nextTryAt !== null && clock.monotonic() < nextTryAt) return
    const due = noticesIn(desk().store, ['waiting']).filter((row) => now || isDue(row, clock.now()))
    if (due.length === 0 && !now) return
    const line = await openLine(desk(), halt)
    settleLine(typeof line === 'string' ? line : null)
    if (typeof line === 'string') return
    try {
      for (const row of due) {
        if (halt.aborted || !line.isOpen()) break
        await sendNotice(desk(), line, row)
      }
    } finally {
      line.close()
    }
  }
  const rounds = createRounds({
    async round(halt) {
      await deliver(halt, false)
      return lookEveryMs
    },
    afterFault(error) {
      const reason = error instanceof Error ? error.name : '-'
      desk().ports.log({ level: 'error', what: 'notices-not-sent', reason })
      return lookEveryMs
    },
  })
  return {
    committed: (events) => {
      if (events.some(({ type }) => toldTypes.includes(type))) rounds.lookIn(gatherMs)
    },
    wake: () => {
      nextTryAt = null
      rounds.lookIn(0)
    },
    run: (now = false) => rounds.inTurn((halt) => deliver(halt, now)),
    line: () => ({ problem, nextTryAt }),
    start() {
      rounds.start()
      rounds.lookIn(gatherMs)
    },
    stop: () => rounds.stop(),
  }
}

/** Only the pauses are this room's own. */
const pauses = { answer: 0, slow: 0, quick: 0, pause: 0 }

function openLine({ store }: Desk, halt: AbortSignal): Promise<MailLine | MailProblem> {
  const address = {
    facts: mailFacts(store),
    account: mailAccount(store),
    certificate: pinnedCertificate(store),
  }
  return openMailLine(address, halt)
}

function isDue({ tries, changed_at }: NoticeRow, now: number): boolean {
  if (tries === 0) return true
  // The whole pause, so that a restart neither hurries nor delays it.
  return now >= Date.parse(changed_at) + waitBefore(tries, null, () => 1, { ...pauses, ...messagePause })
}

/** What could not be sent for so long waits for a person. */
function giveUpOld(desk: Desk): void {
  const { days } = mailFacts(desk.store)
  const oldest = desk.ports.clock.now() - days * dayMs
  const old = noticesIn(desk.store, ['waiting']).filter(({ since }) => Date.parse(since) < oldest)
  if (old.length === 0) return
  desk.journal.command((writing) => {
    for (const row of old) writing.append(failed(desk, row, { reason: 'too-long', code: null, again: false }))
  })
  desk.notify('notices')
}

/** What was on its way when the program ended: nobody knows whether it arrived, so it is not sent again by itself. */
function tellInterrupted(desk: Desk): void {
  const interrupted = noticesIn(desk.store, ['sending'])
  if (interrupted.length === 0) return
  desk.journal.command((writing) => {
    for (const row of interrupted)
      writing.append(failed(desk, row, { reason: 'interrupted', code: null, again: false }))
  })
}
