import type { signIn as source } from './signIn.vi.ts'

/** Signing in, in English. */
export const signIn = {
  who: 'Who is at the counter?',
  password: 'Password',
  pin: 'PIN',
  signIn: 'Sign in',
  hint: 'Choose a name with ↑ ↓, press Enter, type the password.',
  forgotten: 'Forgotten: use the recovery code',
  recover: {
    title: 'New password by the recovery code',
    text: 'Open the sealed envelope in the safe of the office. The code works once: a new one to print and seal is shown at the end. This is written into the journal and told to the administrator.',
    codeHint: 'Six groups of five; capitals or small letters',
    user: 'Account',
    password: 'New password',
    again: 'New password again',
    errors: {
      recoveryCode: 'A recovery code has exactly 30 characters, six groups of five',
      password: 'A password of at least 8 characters is needed',
      again: 'The two do not agree yet',
    },
    submit: 'Set the new password',
    back: 'Back to sign-in',
    done: 'The password is set; the old recovery code is spent',
    doneText: 'Destroy the old card. This is the new code.',
  },
  locked: 'The data store is locked',
  lockedText: 'The first person of the day to sign in opens it. Full names show once it is open.',
  training: 'Training office: choose a part',
  trainingText: 'Press a digit, or ↑ ↓ and Enter, to enter at once. Passwords and PINs are printed beside.',
  trainingCity: 'To play the city, open in a browser',
  citySecret: 'secret',
  typed: 'Type the password as in earnest',
  typedText: 'To try wrong passwords, being locked out and unlocked.',
} satisfies typeof source
