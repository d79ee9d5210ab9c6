import type { RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { tellUnscoped } from '../staff/tell-unscoped.ts'
import { endPapers, nextEnding } from './end-papers.ts'
import { takeUpTooNew } from './receive.ts'

/** Looks after what the calendar does with rule packs, while nobody touches anything. */
export type PolicyWatch = {
  /** The pack in force now; when that is another than before, everybody hears of it. */
  pack(): RulePack
  /** Does what is due: at the start, after a command that changed packs, and by itself. Never throws. */
  look(): void
  start(): void
  stop(): void
}

/** Soon enough after midnight that nobody has come to the counter. */
const lookEveryMs = 10_000

/**
 * Watches over the rule packs of an office. A pack that comes into force by its day is noticed at the next request or
 * within ten seconds, told to every page (`policies`, `office`), and what it says about papers of before is carried out.
 * While the clock is doubted nothing begins and nothing ends by its day.
 * `desk` is asked lazily: the watch is part of it.
 */
export function watchPolicies(desk: () => Desk): PolicyWatch {
  let seen: string | null = null
  let nextAt = Number.NEGATIVE_INFINITY
  let soon: NodeJS.Immediate | null = null
  /** What the last look failed with, as the log has it. */
  let failed: string | null = null

  const inForce = () => desk().policies.inForce(desk().sureTime.sure())
  const tellChange = (): boolean => {
    const pack = inForce()
    const name = `${pack.id}/${pack.version}`
    const isOther = seen !== null && seen !== name
    seen = name
    if (isOther) desk().notify('policies', 'office')
    return isOther
  }
  const look = () => {
    try {
      desk().sureTime.look()
      if (tellChange()) nextAt = Number.NEGATIVE_INFINITY
      if (desk().sureTime.sure() >= nextAt) {
        endPapers(desk())
        tellUnscoped(desk())
        nextAt = nextEnding(desk()) ?? Number.POSITIVE_INFINITY
      }
      failed = null
    } catch (error) {
      // Tried again at the next look: a full disk ends no office. Said once, not every ten seconds.
      const code = error instanceof Refusal ? error.code : 'fault'
      if (code !== failed) desk().ports.log({ level: 'error', what: 'rules-not-carried-out', code })
      failed = code
    }
  }
  let timer: NodeJS.Timeout | null = null
  return {
    pack() {
      const pack = inForce()
      if (seen !== `${pack.id}/${pack.version}`)
        soon ??= setImmediate(() => {
          soon = null
          look()
        })
      return pack
    },
    look() {
      nextAt = Number.NEGATIVE_INFINITY
      look()
    },
    start() {
      // A process that is ending does not stay for this.
      timer ??= setInterval(look, lookEveryMs).unref()
    },
    stop() {
      if (timer) clearInterval(timer)
      if (soon) clearImmediate(soon)
    },
  }
}

/** What an office that opens does first: packs an earlier version of the program could not read, moments slept through. */
export function beginWatch(desk: Desk): void {
  try {
    takeUpTooNew(desk)
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'fault'
    desk.ports.log({ level: 'error', what: 'kept-packs-not-judged', code })
  }
  desk.rules.look()
  desk.rules.start()
}
