import type { Policy, PolicyChange, PolicyState } from '../../../contract/desk/policies.ts'
import { civilDate, minuteAt, dateAt } from '../../../domain/calendar.ts'
import { figure, showDate, showMinute } from '../../text/figures.ts'
import type { Locale } from '../../text/Text.tsx'
import type { Tone } from '../../ui/tones.ts'
import type { PoliciesText } from '../../text/policies.ts'

/** What the state of a pack means, as a colour. */
export const stateTones: Readonly<Record<PolicyState, Tone>> = {
  'in-force': 'success',
  scheduled: 'info',
  'needs-approval': 'warning',
  ready: 'info',
  'too-new': 'warning',
  past: 'neutral',
}

/** What a change means for people, as a colour. */
export const weightTones: Readonly<Record<PolicyChange['weight'], Tone>> = {
  eases: 'success',
  tightens: 'warning',
  changes: 'info',
}

/** How a pack is named in the address and by its case: `id/version`. */
export function nameOf({ pack, version }: Pick<Policy, 'pack' | 'version'>): string {
  return `${pack}/${version}`
}

/** Path parameters of a pack. */
export function paramsOf({ pack, version }: Pick<Policy, 'pack' | 'version'>) {
  return { pack, version: String(version) }
}

/** Which version, in words; an office's own edit by what it was made from. */
export function versionWords(
  { version, local }: Pick<Policy, 'version' | 'local'>,
  text: PoliciesText,
  locale: Locale,
): string {
  return local
    ? text.localVersion(figure(locale, local.origin), figure(locale, local.edit))
    : text.version(figure(locale, version))
}

/** A civil date as it is written; as it came when it is none. */
export function dayWords(text: string): string {
  const date = civilDate(text)
  return date ? showDate(date) : text
}

/** An instant of the contract as it is written. */
export function instantWords(text: string): string {
  const at = Date.parse(text)
  return `${showMinute(minuteAt(at))} ${showDate(dateAt(at))}`
}
