import { kit } from './kit.vi.ts'

/**
 * Every text a person reads, in Vietnamese, the source language. One section per desk activity, each in its own
 * pair of files `<section>.vi.ts` and `<section>.en.ts`; a value is a string, a list, or a function of figures.
 */
export const vi = { kit }

/** The shape every other language must satisfy. */
export type Texts = typeof vi
