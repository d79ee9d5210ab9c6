import type { EventLine } from '../sync/event-line.ts'

/** How the parts of an event of one version become those of the next. Pure; it may only add what the old one meant. */
export type VersionStep = {
  readonly body: (body: EventLine['body']) => EventLine['body']
  readonly personal?: (personal: unknown) => unknown
}

/** Steps by event type: the first leads from version 1 to 2, the second from 2 to 3. */
export type VersionSteps = Readonly<Record<string, readonly VersionStep[]>>

/** Every type is at its first version still. Whoever raises a `tv` writes the step here; the test asks for it. */
export const versionSteps: VersionSteps = {}

/**
 * An event of an earlier version as the newest says it: an old `tv` is accepted for ever (PSP/1 section 14). Null for a
 * version that this program does not know. The line it was read from stays as it is.
 */
export function upcastEvent(event: EventLine, steps: VersionSteps = versionSteps): EventLine | null {
  const all = steps[event.type] ?? []
  if (event.tv > all.length + 1) return null
  const body = all.slice(event.tv - 1).reduce((old, step) => step.body(old), event.body)
  return { ...event, tv: all.length + 1, body }
}

/** The opened personal part of an event of version `tv` as the newest version says it. */
export function upcastPersonal(
  { type, tv }: Pick<EventLine, 'type' | 'tv'>,
  personal: unknown,
  steps: VersionSteps = versionSteps,
): unknown {
  const all = steps[type] ?? []
  return all.slice(tv - 1).reduce((old, step) => step.personal?.(old) ?? old, personal)
}
