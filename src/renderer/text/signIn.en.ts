import type { signIn as source } from './signIn.vi.ts'

/** Signing in, in English. */
export const signIn = {
  who: 'Who is at the counter?',
  password: 'Password',
  pin: 'PIN',
  signIn: 'Sign in',
  hint: 'Choose a name with ↑ ↓, press Enter, type the password. Forgotten: ask the administrator.',
  locked: 'The data store is locked',
  lockedText: 'The first person of the day to sign in opens it. Full names show once it is open.',
  training: 'Training office: choose a part',
  trainingText: 'Press a digit, or ↑ ↓ and Enter, to enter at once. Passwords and PINs are printed beside.',
  typed: 'Type the password as in earnest',
  typedText: 'To try wrong passwords, being locked out and unlocked.',
} satisfies typeof source
