import { signedDaysShape } from '../../domain/market/signed-days.ts'
import type { PaperContent, PaperKind } from '../../domain/signed-paper.ts'
import { type Check, hasAllowedKeys, isWhole, pattern, text, uint } from './checks.ts'

type Rule = 'must' | 'may' | 'no'
type Field = {
  readonly key: number
  readonly name: Exclude<keyof PaperContent, 'kind'>
  readonly check: Check
  readonly rules: Readonly<Record<PaperKind, Rule>>
}

const kindKey = 0
const kinds: readonly PaperKind[] = ['permit', 'market-card', 'organisation']
const longestValidity = 400

const zoneCode = pattern(/^[A-Z0-9-]{1,8}$/)
const wardCode = uint(1, 99_999)

/** Section 4, row by row. */
const fields: readonly Field[] = [
  row(1, 'number', text(1, 32), 'must', 'must', 'must'),
  row(2, 'pack', pattern(/^[a-z0-9-]{1,16}$/), 'must', 'must', 'must'),
  row(3, 'packVersion', uint(1, 65_535), 'must', 'must', 'must'),
  row(4, 'series', uint(1, 65_535), 'must', 'must', 'must'),
  row(5, 'index', uint(0, 16_777_215), 'must', 'must', 'must'),
  row(6, 'firstDay', uint(18_262, 65_535), 'must', 'must', 'must'),
  row(7, 'lastDay', uint(18_262, 65_535 + longestValidity), 'must', 'must', 'must'),
  row(8, 'weekdays', uint(1, 126), 'may', 'may', 'may'),
  row(9, 'windows', areWindows, 'may', 'may', 'may'),
  row(10, 'places', arePlaces, 'may', 'may', 'may'),
  row(11, 'text', text(1, 96), 'may', 'may', 'may'),
  row(12, 'name', text(1, 64), 'must', 'must', 'must'),
  row(13, 'last4', pattern(/^[0-9A-Z]{4}$/), 'must', 'may', 'no'),
  row(14, 'category', uint(1, 31), 'must', 'no', 'may'),
  row(15, 'plate', pattern(/^[A-ZĐ0-9]{4,12}$/), 'may', 'no', 'no'),
  row(16, 'organisation', text(1, 48), 'may', 'no', 'no'),
  row(17, 'training', (value) => value === true, 'may', 'may', 'may'),
  row(18, 'household', text(1, 32), 'no', 'may', 'no'),
  row(19, 'parity', uint(1, 2), 'no', 'may', 'no'),
  row(20, 'visits', areVisits, 'no', 'may', 'no'),
  row(21, 'taxCode', pattern(/^\d{10}(-\d{3})?$/), 'no', 'no', 'may'),
  row(22, 'headcount', uint(1, 65_535), 'no', 'no', 'may'),
  // An addition: a verifier that does not know it skips it, and judges by the other fields.
  row(25, 'days', pattern(signedDaysShape), 'no', 'may', 'no'),
]

const knownKeys: ReadonlySet<number> = new Set([kindKey, ...fields.map((field) => field.key)])

/** Writes a paper's content as the CBOR map of section 4. Nothing is checked here. */
export function bodyOf(content: PaperContent): Map<number, unknown> {
  const body = new Map<number, unknown>([[kindKey, kinds.indexOf(content.kind) + 1]])
  for (const field of fields) {
    const value = content[field.name]
    if (value !== undefined) body.set(field.key, value)
  }
  return body
}

/** Reads the map of section 4; null when a key, a type or a limit does not fit the kind. */
export function readBody(body: ReadonlyMap<unknown, unknown>): PaperContent | null {
  const values = namedValues(body)
  return isContent(values, body) ? values : null
}

/** The name of the first field that does not obey section 4 (`kind`, `keys` included); null when all do. */
export function offendingField(body: ReadonlyMap<unknown, unknown>): string | null {
  const kind = kindOf(body)
  if (!kind) return 'kind'
  if (!hasAllowedKeys(body, knownKeys)) return 'keys'
  for (const field of fields) {
    const present = body.has(field.key)
    const rule = field.rules[kind]
    if (present ? rule === 'no' : rule === 'must') return field.name
    if (present && !field.check(body.get(field.key))) return field.name
  }
  return validityFits(body) ? null : 'lastDay'
}

function row(
  key: number,
  name: Field['name'],
  check: Check,
  permit: Rule,
  marketCard: Rule,
  organisation: Rule,
): Field {
  return { key, name, check, rules: { permit, 'market-card': marketCard, organisation } }
}

function kindOf(body: ReadonlyMap<unknown, unknown>): PaperKind | null {
  const kind = body.get(kindKey)
  return isWhole(kind) ? (kinds[kind - 1] ?? null) : null
}

function namedValues(body: ReadonlyMap<unknown, unknown>): object {
  const values = fields.flatMap((field) =>
    body.has(field.key) ? [[field.name, body.get(field.key)] as const] : [],
  )
  return { kind: kindOf(body), ...Object.fromEntries(values) }
}

/** The rows of the table establish the type of every value, which no type expression can follow. */
function isContent(_values: object, body: ReadonlyMap<unknown, unknown>): _values is PaperContent {
  return offendingField(body) === null
}

function validityFits(body: ReadonlyMap<unknown, unknown>): boolean {
  const first = Number(body.get(6))
  const last = Number(body.get(7))
  return last >= first && last <= first + longestValidity
}

/** Flat pairs of minutes in ascending order of their start; the whole day is written by leaving them out. */
function areWindows(value: unknown): boolean {
  if (!Array.isArray(value) || ![2, 4, 6, 8].includes(value.length)) return false
  const minutes: unknown[] = value
  let previous = -1
  for (let at = 0; at < minutes.length; at += 2) {
    const from = minutes[at]
    const to = minutes[at + 1]
    if (!isWhole(from) || !isWhole(to) || from <= previous || from > 1439) return false
    if (to < 1 || to > 1440 || from === to || (from === 0 && to === 1440)) return false
    previous = from
  }
  return true
}

function arePlaces(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 1 || value.length > 12) return false
  const places: unknown[] = value
  return new Set(places).size === places.length && places.every((place) => wardCode(place) || zoneCode(place))
}

function areVisits(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(uint(1, 31))
}
