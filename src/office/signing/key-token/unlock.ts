import type { Answers, TokenFacts, UnlockQuestion } from './messages.ts'
import { ck, ckr, type Handle, type Pkcs11, returnValueOf } from './pkcs11.ts'
import { type CountedTries, countedWith, triesLeft } from './tries.ts'

/** What comes of a try, before the caller keeps the session. */
export type Unlocking =
  | { readonly outcome: 'unlocked'; readonly session: Handle; readonly counted: CountedTries }
  | Exclude<Answers['unlock'], { readonly outcome: 'unlocked' }>

/**
 * Logs in to a token with the PIN, unless its flags and the office's count say that this would be the last try.
 * Throws what the module throws for other reasons than the PIN.
 */
export function unlock(
  module: Pkcs11,
  slot: Handle,
  look: () => TokenFacts,
  question: UnlockQuestion,
): Unlocking {
  const { pin, allowed } = question
  const facts = look()
  const counted = countedWith(question.counted, facts.pin)
  const refused = refusal(facts, counted, question)
  if (refused) return { ...refused, counted }
  const session = module.C_OpenSession(slot, ck.session.serial | ck.session.readWrite)
  try {
    logIn(module, session, pin)
    return { outcome: 'unlocked', session, counted: { wrong: 0, lowSeen: false } }
  } catch (error) {
    module.C_CloseSession(session)
    const answer = answerTo(returnValueOf(error))
    if (answer === null) throw error
    if (answer !== 'wrong-pin') return { outcome: answer, counted }
    const after = look().pin
    const wrong = { wrong: counted.wrong + 1, lowSeen: counted.lowSeen || after.low }
    if (after.locked) return { outcome: 'locked', counted: wrong }
    return { outcome: 'wrong-pin', triesLeft: triesLeft(wrong, after, allowed), counted: wrong }
  }
}

function refusal(facts: TokenFacts, counted: CountedTries, { pin, allowed, lastTryAllowed }: UnlockQuestion) {
  if (facts.pin.locked) return { outcome: 'locked' } as const
  if (!facts.pinSet) return { outcome: 'no-pin-set' } as const
  const { least, most } = facts.pinLength
  if (pin ? pin.length < Math.max(1, least) || (most > 0 && pin.length > most) : !facts.pinPad)
    return { outcome: 'pin-length', least, most } as const
  const isLast = triesLeft(counted, facts.pin, allowed) <= 1
  return isLast && !lastTryAllowed ? ({ outcome: 'last-try' } as const) : null
}

function logIn(module: Pkcs11, session: Handle, pin: Uint8Array | null): void {
  if (!pin) return module.C_Login(session, ck.user)
  // pkcs11js takes a string, which cannot be overwritten: this process ends when the token is locked up again.
  module.C_Login(session, ck.user, Buffer.from(pin).toString('utf8'))
}

function answerTo(value: number | null): 'wrong-pin' | 'locked' | 'pin-expired' | 'cancelled' | null {
  switch (value) {
    case ckr.pinIncorrect:
    case ckr.pinInvalid:
    case ckr.pinLength:
      return 'wrong-pin'
    case ckr.pinLocked:
      return 'locked'
    case ckr.pinExpired:
      return 'pin-expired'
    case ckr.functionCancelled:
      return 'cancelled'
    default:
      return null
  }
}
