/** An operator who is signed in at the console. Times are milliseconds since 1970. */
export type SignInRow = {
  /** base64url(SHA-256) of the cookie, which nobody keeps but the browser. */
  readonly hash: string
  readonly operator: string
  /** What must come back with every form it was shown. */
  readonly form: string
  readonly beganAt: number
  readonly usedAt: number
}

/** Who is signed in at the console. */
export type SignInRows = {
  signIn(hash: string): Promise<SignInRow | null>
  saveSignIn(row: SignInRow): Promise<void>
  endSignIn(hash: string): Promise<void>
  /** Forgets those that began or were used last before these times. */
  forgetSignIns(before: Pick<SignInRow, 'beganAt' | 'usedAt'>): Promise<void>
}
