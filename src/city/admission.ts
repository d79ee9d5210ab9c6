import { RequestRefused } from './refusal.ts'

/** What the city works on at the same time: so many pushes, of so many bytes after their content coding. */
export const mostPushes = 256
const mostBytes = 64 * 1024 * 1024
/** Nobody is told to come back sooner or later than this, seconds. */
const soonestS = 1
export const latestS = 120
/** The rate is measured over so many milliseconds; before there is one, and at least, it is this. */
const measuredMs = 5_000
const leastPerSecond = 20

/** A push that was let in. */
export type Admitted = {
  /** Says how large it is, once its body was read; throws `busy` when there is no room for it. */
  weigh(bytes: number): void
  /** It is done, however it ended. */
  leave(): void
}

/** The door of the pushes; `mustHaveRoom` throws what `enter` would, and takes no room. */
export type Admission = { mustHaveRoom(): void; enter(): Admitted }

/**
 * Lets pushes in while there is room. Whoever is turned away is given the next free time: those before him, at the rate at
 * which pushes are being done. So a short queue costs seconds, and a whole city that comes back after an outage is spread
 * over as long as it takes, up to two minutes. `now`: milliseconds of a clock that never jumps.
 */
export function createAdmission(now: () => number): Admission {
  let [pushes, bytes] = [0, 0]
  let [done, since, perSecond] = [0, now(), leastPerSecond]
  let taken = 0
  const busy = () => {
    const at = now()
    taken = Math.min(Math.max(taken, at + soonestS * 1000) + 1000 / perSecond, at + latestS * 1000)
    return new RequestRefused('busy', { retryAfterS: Math.ceil((taken - at) / 1000) })
  }
  const measure = () => {
    done += 1
    const ms = now() - since
    if (ms < measuredMs) return
    perSecond = Math.max(leastPerSecond, (done * 1000) / ms)
    ;[done, since] = [0, now()]
  }
  const mustHaveRoom = () => {
    if (pushes >= mostPushes) throw busy()
  }
  return {
    mustHaveRoom,
    enter() {
      mustHaveRoom()
      pushes += 1
      let weight = 0
      return {
        weigh(size) {
          // One that is alone is let in whatever it weighs.
          if (pushes > 1 && bytes + size > mostBytes) throw busy()
          weight = size
          bytes += size
        },
        leave() {
          pushes -= 1
          bytes -= weight
          measure()
        },
      }
    },
  }
}
