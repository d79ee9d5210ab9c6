import { kit } from './kit.en.ts'
import type { Texts } from './vi.ts'

/** Every text in English; the compiler refuses a missing one. */
export const en = { kit } satisfies Texts
