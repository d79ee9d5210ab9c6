import type { Desk } from './desk.ts'
import { createRate } from './rate.ts'
import { RequestRefused } from './refusal.ts'

/** Wrong codes of a kind that are told apart from each other in a minute. */
const wrongPerMinute = 20

/**
 * What stands before codes that people type: wrong ones are answered `too-many-requests` while somebody is guessing. A
 * right one is always taken, because nobody shall shut out the rightful by trying. It need not be more: a code has 50
 * bits, so 10,000 tries a second for all of its 24 hours find it with a chance of 1 in 1.3 million (an enrolment code in its
 * 15 minutes: 1 in 125 million).
 */
export function createWrongCodes(desk: Desk, refusal: 'enrolment-refused' | 'pairing-refused') {
  const wrong = createRate(wrongPerMinute, desk.now)
  return async <Answer>(attempt: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof RequestRefused) || error.problem.code !== refusal) throw error
      if (!wrong.mayCome(refusal)) throw new RequestRefused('too-many-requests', { retryAfterS: 60 })
      wrong.came(refusal)
      if (!wrong.mayCome(refusal)) desk.log({ level: 'warn', what: 'codes-are-guessed', refusal })
      throw error
    }
  }
}
