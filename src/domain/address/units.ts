import { fold } from '../text/fold.ts'
import { plainApostrophes, tidy } from '../text/nfc.ts'
import { canonicalTones } from '../text/tones.ts'

/**
 * Administrative units as a dated data pack holds them (`resources/administrative-units`): today's two tiers, and
 * the three tiers of before 01/07/2025 with the ward each old one went to. Names are full (*Phường Việt Hưng*).
 */
export interface UnitPack {
  /** Day of the data, `yyyy-mm-dd`. */
  readonly asOf: string
  /** Provinces where some xã became phường (or the like) since, without the data saying which. */
  readonly doubtful: readonly string[]
  /** Code (2 digits), name, and its wards as `code|name`. */
  readonly provinces: readonly (readonly [code: string, name: string, wards: readonly string[]])[]
  /** Old province, its districts, and their wards as `old code|name|code of today`. */
  readonly old: readonly (readonly [
    province: string,
    districts: readonly (readonly [name: string, wards: readonly string[]])[],
  ])[]
}

/** A unit of today. */
export interface Unit {
  readonly code: string
  readonly name: string
}

/** A ward of today with its province. */
export interface Ward extends Unit {
  readonly province: Unit
}

/** A name taken apart: kind of unit (*phường*), if written, and the rest in a form for comparing. */
export interface UnitName {
  readonly kind: UnitKind | null
  readonly key: string
  /** The key without diacritics, for addresses that have none. */
  readonly folded: string
}
export type UnitKind =
  | 'province'
  | 'city'
  | 'quan'
  | 'huyen'
  | 'thi-xa'
  | 'phuong'
  | 'xa'
  | 'thi-tran'
  | 'dac-khu'

const kinds: readonly (readonly [RegExp, UnitKind])[] = [
  [/^(?:thành phố|tp\.?(?=[\s\p{Lu}]))\s*/iu, 'city'],
  [/^tỉnh\s+/iu, 'province'],
  [/^(?:thị trấn|tt\.)\s*/iu, 'thi-tran'],
  [/^(?:thị xã|tx\.)\s*/iu, 'thi-xa'],
  [/^đặc khu\s+/iu, 'dac-khu'],
  [/^(?:phường|p\.|p(?=\d))\s*/iu, 'phuong'],
  [/^(?:xã\s|x\.)\s*/iu, 'xa'],
  [/^(?:quận|q\.|q(?=\d))\s*/iu, 'quan'],
  [/^(?:huyện|h\.)\s*/iu, 'huyen'],
]
/** The same words where a whole address has lost its diacritics. */
const plainKinds: readonly (readonly [RegExp, UnitKind])[] = [
  [/^thanh pho\s+/i, 'city'],
  [/^tinh\s+/i, 'province'],
  [/^thi tran\s+/i, 'thi-tran'],
  [/^thi xa\s+/i, 'thi-xa'],
  [/^dac khu\s+/i, 'dac-khu'],
  [/^phuong\s+/i, 'phuong'],
  [/^xa\s+/i, 'xa'],
  [/^quan\s+/i, 'quan'],
  [/^huyen\s+/i, 'huyen'],
]

/** Takes a name apart. `isPlain` says that the address it stands in has no diacritics at all. */
export function unitName(text: string, isPlain = false): UnitName {
  const name = tidy(text)
  const tried = isPlain ? [...kinds, ...plainKinds] : kinds
  const found = tried.find(([words]) => words.test(name))
  const rest = found ? name.replace(found[0], '') : name
  const key = plainApostrophes(canonicalTones(rest))
    .toLocaleLowerCase('vi')
    .replace(/[-–.]+/gu, ' ')
    .replace(/\b0+(?=\d)/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return { kind: found?.[1] ?? null, key, folded: fold(key) }
}

/** Units looked up by name. */
export interface NameIndex<Item> {
  /** All of that name; of the written kind only, when one is written. Without diacritics as a last resort. */
  find(name: UnitName): readonly Item[]
}

/** An index over full names. */
export function nameIndex<Item>(entries: Iterable<readonly [name: string, item: Item]>): NameIndex<Item> {
  const byKey = new Map<string, { kind: UnitKind | null; item: Item }[]>()
  const byFold = new Map<string, { kind: UnitKind | null; item: Item }[]>()
  for (const [full, item] of entries) {
    const { kind, key, folded } = unitName(full)
    byKey.set(key, [...(byKey.get(key) ?? []), { kind, item }])
    byFold.set(folded, [...(byFold.get(folded) ?? []), { kind, item }])
  }
  return {
    find(name) {
      // Only a name without any mark may mean one with marks.
      const named =
        byKey.get(name.key) ?? (name.key === name.folded ? byFold.get(name.folded) : undefined) ?? []
      const ofKind = named.filter(({ kind }) => name.kind === null || kind === name.kind)
      return ofKind.map(({ item }) => item)
    },
  }
}
