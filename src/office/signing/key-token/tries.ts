/** What a token's flags tell of its PIN (PKCS#11 section 3.2, CKF_USER_PIN_…). */
export type PinFlags = {
  /** A wrong PIN was entered since the last right one. */
  readonly low: boolean
  /** The next wrong PIN locks it. */
  readonly final: boolean
  readonly locked: boolean
}

/** What this office has counted on one token. */
export type CountedTries = {
  /** Wrong PINs since the last right one, tries without an answer among them. */
  readonly wrong: number
  /** After one of them the token raised its `low` flag, so that flag can be believed when it falls. */
  readonly lowSeen: boolean
}

/** A token on which nobody has typed a wrong PIN here. */
export const noTries: CountedTries = { wrong: 0, lowSeen: false }

/**
 * The count after a look at the flags. A token that has raised `low` here and shows it no longer was given the right
 * PIN somewhere else: it counts from the beginning, and so does the office.
 */
export function countedWith(counted: CountedTries, flags: PinFlags): CountedTries {
  const isCalm = !flags.low && !flags.final && !flags.locked
  return counted.lowSeen && isCalm ? noTries : counted
}

/**
 * How many tries are left of `allowed`: by the token's flags where it has them, by the office's own count where it
 * has not (SoftHSM raises only `low`), and always the smaller of the two. Never below one while it is not locked:
 * the token has the last word on that.
 */
export function triesLeft(counted: CountedTries, flags: PinFlags, allowed: number): number {
  if (flags.locked) return 0
  if (flags.final) return 1
  return Math.max(1, allowed - Math.max(countedWith(counted, flags).wrong, flags.low ? 1 : 0))
}
