import { keys } from './keys.vi.ts'
import { seals } from './seals.vi.ts'
import { administrator } from './administrator.vi.ts'
import { case as caseTexts } from './case.vi.ts'
import { checks } from './checks.vi.ts'
import { queue } from './queue.vi.ts'
import { reports } from './reports.vi.ts'
import { search } from './search.vi.ts'
import { sync } from './sync.vi.ts'
import { verify } from './verify.vi.ts'
import { app } from './app.vi.ts'
import { readers } from './readers.vi.ts'
import { registration } from './registration.vi.ts'
import { setUp } from './setUp.vi.ts'
import { signIn } from './signIn.vi.ts'
import { staff } from './staff.vi.ts'
import { kit } from './kit.vi.ts'

/**
 * Every text a person reads, in Vietnamese, the source language. One section per desk activity, each in its own
 * pair of files `<section>.vi.ts` and `<section>.en.ts`; a value is a string, a list, or a function of figures.
 */
export const vi = {
  administrator,
  app,
  case: caseTexts,
  checks,
  keys,
  kit,
  queue,
  readers,
  registration,
  reports,
  seals,
  search,
  setUp,
  signIn,
  staff,
  sync,
  verify,
}

/** The shape every other language must satisfy. */
export type Texts = typeof vi
