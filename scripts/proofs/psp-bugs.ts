import type { Parcel } from './psp-city.ts'
import { cityBugs } from './psp-city-bugs.ts'
import { deskBugs } from './psp-desk-bugs.ts'
import { type Protocol, sound } from './psp-mutations.ts'

/** A mistake somebody could make in the protocol: what is switched off, and nothing else. */
export type Bug = {
  readonly name: string
  /** What must happen for it to show: in its stories that does, and often. */
  readonly shownBy: readonly string[]
  /** The protocol with the mistake, anew for each story. */
  make(): Partial<Protocol>
}

/** Everything that must be found. */
export const bugs: readonly Bug[] = [...deskBugs, ...cityBugs]

/** The protocol with a mistake in it. */
export function protocolWith(bug: Bug): Protocol {
  return { ...sound, ...bug.make() }
}

const pushPath = /\/streams\/[^/]+\/events$/

/** Whether lines are pushed. */
export function isPush({ method, url }: Pick<Parcel, 'method' | 'url'>): boolean {
  return method === 'POST' && pushPath.test(url)
}
