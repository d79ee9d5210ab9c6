import { tidy } from '../text/nfc.ts'
import {
  type NameIndex,
  nameIndex,
  type Unit,
  type UnitName,
  unitName,
  type UnitPack,
  type Ward,
} from './units.ts'

/** Where an address lies today. The address itself stays as written; this is offered beside it. */
export interface AddressSuggestion {
  readonly province: Unit | null
  /** Set when there is exactly one ward it can be. */
  readonly ward: Unit | null
  /** When there is not exactly one: those it can be, at most 8. */
  readonly alternatives: readonly Unit[]
  readonly written: 'current' | 'old' | null
  /** The ward's kind may have changed since the data were made. */
  readonly isDoubtful: boolean
}

/** Suggests; made once for a data pack, which takes a moment. */
export type SuggestAddress = (text: string) => AddressSuggestion

interface OldProvince {
  readonly province: Unit
  readonly districts: NameIndex<NameIndex<Ward>>
  readonly wards: NameIndex<Ward>
}
interface Places {
  readonly today: NameIndex<{ readonly province: Unit; readonly wards: NameIndex<Ward> }>
  readonly old: NameIndex<OldProvince>
  readonly doubtful: ReadonlySet<string>
}

const mostAlternatives = 8
const nothing: AddressSuggestion = {
  province: null,
  ward: null,
  alternatives: [],
  written: null,
  isDoubtful: false,
}

/** Other spellings of provinces on cards and in daily use; the name of the pack on the right. */
const otherNames: readonly (readonly [string, string])[] = [
  ['HCM', 'Thành phố Hồ Chí Minh'],
  ['Tp.HCM', 'Thành phố Hồ Chí Minh'],
  ['Thừa Thiên Huế', 'Thành phố Huế'],
  ['Đắc Lắc', 'Tỉnh Đắk Lắk'],
  ['Đắc Nông', 'Tỉnh Đắk Nông'],
  ['Bắc Cạn', 'Tỉnh Bắc Kạn'],
]

/**
 * Reads the tail of an address (…, ward, district, province of before 01/07/2025, or …, ward, province of today),
 * with or without the words for the kind of unit, and says which ward of today that is. Old wards that were split
 * have one successor in the data, so a suggestion is for the clerk to look at.
 */
export function suggestAddress(pack: UnitPack): SuggestAddress {
  const places = placesOf(pack)
  return (text) => {
    const isPlain = !/[^ -~]/u.test(text)
    // Blank, dash, blank separates parts only where no comma does: it also stands inside Bà Rịa - Vũng Tàu.
    const separator = text.includes(',') ? /[,;\n]/u : /[;\n]|\s[-–]\s(?!vũng tàu)/iu
    const parts = text.split(separator).map(tidy)
    const names = parts.filter((part) => part !== '' && !/^vi[eệ]t nam$/iu.test(part))
    return suggestion(
      places,
      names.slice(-3).map((name) => unitName(name, isPlain)),
    )
  }
}

function suggestion(places: Places, names: readonly UnitName[]): AddressSuggestion {
  const [last, second, third] = [...names].reverse()
  if (!last) return nothing
  const old = places.old.find(last)[0]
  const today = places.today.find(last)[0]
  const province = today?.province ?? old?.province ?? null
  if (!province || !second) return { ...nothing, province }
  const current = today?.wards.find(second) ?? []
  const district = old?.districts.find(second) ?? []
  const former = third ? distinct(district.flatMap((wards) => wards.find(third))) : []
  // A word for the kind of ward in second place means that there is no district; bare names may be both.
  const isWard = second.kind !== null && ['phuong', 'xa', 'thi-tran', 'dac-khu'].includes(second.kind)
  if (former.length > 0 && !(isWard && current.length > 0)) return found(places, former, 'old')
  if (current.length > 0) return found(places, current, 'current')
  const anywhere = [third, second].flatMap((name) => (name ? (old?.wards.find(name) ?? []) : []))
  const alternatives = distinct(anywhere).slice(0, mostAlternatives)
  return { ...nothing, province, alternatives, written: alternatives.length > 0 ? 'old' : null }
}

function found(places: Places, wards: readonly Ward[], written: 'current' | 'old'): AddressSuggestion {
  const [first] = wards
  if (!first) return nothing
  const base = { ...nothing, province: first.province, written }
  if (wards.length > 1) return { ...base, alternatives: wards.slice(0, mostAlternatives).map(unitOf) }
  const isDoubtful = places.doubtful.has(first.province.code) && first.name.startsWith('Xã ')
  return { ...base, ward: unitOf(first), isDoubtful }
}

function unitOf({ code, name }: Unit): Unit {
  return { code, name }
}

function distinct(wards: readonly Ward[]): Ward[] {
  return [...new Map(wards.map((ward) => [ward.code, ward])).values()]
}

function placesOf(pack: UnitPack): Places {
  const byCode = new Map<string, Ward>()
  const today = pack.provinces.map(
    ([code, name, rows]): [string, { province: Unit; wards: NameIndex<Ward> }] => {
      const province = { code, name }
      const wards = rows.map((row): [string, Ward] => {
        const [wardCode = '', wardName = ''] = row.split('|')
        const ward = { code: wardCode, name: wardName, province }
        byCode.set(wardCode, ward)
        return [wardName, ward]
      })
      return [name, { province, wards: nameIndex(wards) }]
    },
  )
  return {
    today: nameIndex(withOtherNames(today)),
    old: nameIndex(withOtherNames(pack.old.flatMap((row) => oldProvince(row, byCode)))),
    doubtful: new Set(pack.doubtful),
  }
}

function oldProvince([name, rows]: UnitPack['old'][number], byCode: ReadonlyMap<string, Ward>) {
  const districts = rows.map(([district, wards]): [string, [string, Ward][]] => [
    district,
    wards.flatMap((row): [string, Ward][] => {
      const [, old = '', code = ''] = row.split('|')
      const ward = byCode.get(code)
      return ward ? [[old, ward]] : []
    }),
  ])
  const wards = districts.flatMap(([, own]) => own)
  const province = wards[0]?.[1].province
  if (!province) return []
  const entry: OldProvince = {
    province,
    districts: nameIndex(districts.map(([district, own]) => [district, nameIndex(own)] as const)),
    wards: nameIndex(wards),
  }
  return [[name, entry] as [string, OldProvince]]
}

function withOtherNames<Item>(entries: readonly [string, Item][]): [string, Item][] {
  const byName = new Map(entries)
  const others = otherNames.flatMap(([other, name]): [string, Item][] => {
    const item = byName.get(name)
    return item === undefined ? [] : [[other, item]]
  })
  return [...entries, ...others]
}
