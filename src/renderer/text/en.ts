import { keys } from './keys.en.ts'
import { seals } from './seals.en.ts'
import { administrator } from './administrator.en.ts'
import { case as caseTexts } from './case.en.ts'
import { checks } from './checks.en.ts'
import { queue } from './queue.en.ts'
import { reports } from './reports.en.ts'
import { search } from './search.en.ts'
import { sync } from './sync.en.ts'
import { verify } from './verify.en.ts'
import { app } from './app.en.ts'
import { readers } from './readers.en.ts'
import { registration } from './registration.en.ts'
import { setUp } from './setUp.en.ts'
import { signIn } from './signIn.en.ts'
import { staff } from './staff.en.ts'
import { kit } from './kit.en.ts'
import type { Texts } from './vi.ts'

/** Every text in English; the compiler refuses a missing one. */
export const en = {
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
} satisfies Texts
