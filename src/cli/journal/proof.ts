import type { Sentence } from '../command.ts'

/** What one part of the verification came to: what it proved, or the first thing that does not hold. */
export type Proof =
  | { readonly holds: true; readonly proven: Sentence }
  | { readonly holds: false; readonly broken: Sentence }

/** Proven. */
export function proven(vi: string, en: string): Proof {
  return { holds: true, proven: { vi, en } }
}

/** Broken: says where. */
export function broken(vi: string, en: string): Proof {
  return { holds: false, broken: { vi, en } }
}
