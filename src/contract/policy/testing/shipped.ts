import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CivilDate } from '../../../domain/calendar.ts'
import type { JsonPath } from '../json-text.ts'
import { lintPack, type PackVerdict } from '../lint.ts'
import type { RulePack } from '../pack.ts'

const folder = join(import.meta.dirname, '../../../../resources/policies')

/** A day before any shipped pack begins. */
export const dayBefore = '2026-10-20' as CivilDate

/** Files of the packs in the repository, e.g. `places/ha-noi`, without their ending. */
export const shippedNames = ['', 'places'].flatMap((place) =>
  readdirSync(join(folder, place))
    .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
    .map((name) => (place === '' ? name.slice(0, -5) : `${place}/${name.slice(0, -5)}`)),
)

/** The text of a shipped pack. */
export function shippedText(name: string): string {
  return readFileSync(join(folder, `${name}.json`), 'utf8')
}

/** A shipped pack that was judged and found good. */
export function shippedPack(name: string): RulePack {
  const verdict = judged(shippedText(name))
  if (verdict.outcome !== 'ok') throw new Error(`${name} is not good: ${JSON.stringify(verdict)}`)
  return verdict.pack
}

/** What the linter says to a text where no other pack is. */
export function judged(text: string): PackVerdict {
  return lintPack(text, { today: dayBefore, known: [] })
}

/** One edit of a document: the place, and its new value; undefined takes it out. */
export type Edit = readonly [JsonPath, unknown]

/** A JSON text with some places changed, written over several lines like the shipped ones. */
export function edited(text: string, ...edits: readonly Edit[]): string {
  const top: unknown = JSON.parse(text)
  for (const [path, value] of edits) put(top, path, value)
  return JSON.stringify(top, null, 2)
}

function put(top: unknown, path: JsonPath, value: unknown): void {
  // Test documents: what the path names is there, up to its last part.
  let inner = top as Record<string | number, unknown>
  for (const part of path.slice(0, -1)) inner = inner[part] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  if (value !== undefined) inner[last] = value
  else if (Array.isArray(inner)) inner.splice(Number(last), 1)
  else delete inner[last]
}
