import { isSafePattern } from '../../domain/dossier-pattern.ts'
import { type Finding, finding, findRepeated } from './finding.ts'
import type { JsonPath } from './json-text.ts'
import { type Procedure, procedureOf, type RulePack } from './pack.ts'

/** What is wrong with the lists of a pack: the same code or name twice, and names of things that are not declared. */
export function listFindings(pack: RulePack): Finding[] {
  return [
    ...repeatedFindings(pack),
    ...pack.zones.flatMap(({ categories }, at) =>
      categories === 'all' ? [] : undeclared(pack, categories, ['zones', at, 'categories']),
    ),
    ...pack.procedures.flatMap((procedure, at) => procedureFindings(pack, procedure, ['procedures', at])),
    ...lengthFindings(pack),
    ...numberFindings(pack),
  ]
}

function repeatedFindings(pack: RulePack): Finding[] {
  const codes = <Item extends { code: string | number }>(name: string, items: readonly Item[], vi: string) =>
    findRepeated([name], items, ({ code }) => code, { vi: `Mã ${vi}`, en: 'The code', member: 'code' })
  const labels = <Item extends { label: string }>(name: string, items: readonly Item[], vi: string) =>
    findRepeated([name], items, ({ label }) => label, { vi: `Tên ${vi}`, en: 'The label', member: 'label' })
  const reasons = (
    ['returnReasons', 'refusalReasons', 'stopReasons', 'transferReasons', 'extensionReasons'] as const
  ).flatMap((name) => [...codes(name, pack[name], 'lý do'), ...labels(name, pack[name], 'lý do')])
  return [
    ...codes('categories', pack.categories, 'nhóm'),
    ...labels('categories', pack.categories, 'nhóm'),
    ...codes('zones', pack.zones, 'vùng'),
    ...labels('zones', pack.zones, 'vùng'),
    ...codes('places', pack.places, 'nơi đến'),
    ...findRepeated(['exemptions'], pack.exemptions, ({ label }) => label, {
      vi: 'Trường hợp miễn',
      en: 'The exemption',
      member: 'label',
    }),
    ...findRepeated(['purposes'], pack.purposes, (one) => one, { vi: 'Mục đích', en: 'The purpose' }),
    ...reasons,
    ...findRepeated(['procedures'], pack.procedures, ({ id }) => id, {
      vi: 'Mã thủ tục',
      en: 'The procedure',
      member: 'id',
    }),
    ...findRepeated(['procedures'], pack.procedures, ({ title }) => title, {
      vi: 'Tên thủ tục',
      en: 'The title',
      member: 'title',
    }),
  ]
}

function undeclared(pack: RulePack, codes: readonly number[], path: JsonPath): Finding[] {
  const twice = findRepeated(path, codes, (code) => code, { vi: 'Nhóm', en: 'The category' })
  const foreign = codes.flatMap((code, at) =>
    pack.categories.some((one) => one.code === code)
      ? []
      : [
          finding(
            [...path, at],
            `Nhóm ${code} không có trong danh mục nhóm đối tượng (“categories”).`,
            `Category ${code} is not declared under “categories”.`,
          ),
        ],
  )
  return [...twice, ...foreign]
}

function procedureFindings(pack: RulePack, procedure: Procedure, path: JsonPath): Finding[] {
  const { categories, channels, registeredBy } = procedure
  const isForNobody = !pack.categories.some(
    ({ code, authority }) => categories.includes(code) && authority.here,
  )
  return [
    ...undeclared(pack, categories, [...path, 'categories']),
    ...findRepeated([...path, 'channels'], channels, (one) => one, { vi: 'Cách nộp', en: 'The channel' }),
    ...findRepeated([...path, 'registeredBy'], registeredBy, (role) => role, {
      vi: 'Người tiếp nhận',
      en: 'The role',
    }),
    ...(isForNobody
      ? [
          finding(
            [...path, 'categories'],
            `Thủ tục “${procedure.title}” không có nhóm nào do nơi này giải quyết (“here”).`,
            `No category of “${procedure.title}” is decided here.`,
          ),
        ]
      : []),
    ...listedByFindings(pack, procedure, path),
  ]
}

function listedByFindings(pack: RulePack, { listedBy, id, record }: Procedure, path: JsonPath): Finding[] {
  if (listedBy === undefined) return []
  const at = [...path, 'listedBy']
  const source = procedureOf(pack, listedBy)
  if (source?.record !== 'organisation' || listedBy === id)
    return [
      finding(
        at,
        `“listedBy” phải ghi mã một thủ tục xác nhận đơn vị trong bộ này; “${listedBy}” không phải.`,
        `“listedBy” has to name a procedure of this pack whose record is an organisation; “${listedBy}” is none.`,
      ),
    ]
  if (record === 'permit') return []
  return [
    finding(
      at,
      'Chỉ giấy đi đường mới cấp theo danh sách của đơn vị.',
      'Only permits are issued by the list of an organisation.',
    ),
  ]
}

/** What the sheets have room for, in characters, where that is less than the format allows. */
const room = { category: 96, zone: 64, place: 64, capacity: 48, title: 48, counter: 80, fee: 60 } as const

function lengthFindings(pack: RulePack): Finding[] {
  const { signing, receipt } = pack
  const texts: readonly (readonly [JsonPath, string, number])[] = [
    ...pack.categories.map(({ label }, at) => [['categories', at, 'label'], label, room.category] as const),
    ...pack.zones.map(({ label }, at) => [['zones', at, 'label'], label, room.zone] as const),
    ...pack.places.map(({ label }, at) => [['places', at, 'label'], label, room.place] as const),
    ...signing.capacity.map((text, at) => [['signing', 'capacity', at], text, room.capacity] as const),
    [['signing', 'title'], signing.title, room.title],
    [['receipt', 'counter'], receipt.counter, room.counter],
    [['receipt', 'fee'], receipt.fee, room.fee],
  ]
  return texts
    .filter(([, text, longest]) => text.length > longest)
    .map(([path, text, longest]) =>
      finding(
        path,
        `“${text}” dài ${text.length} ký tự, tờ in chỉ đủ chỗ cho ${longest}.`,
        `“${text}” has ${text.length} characters; the sheets have room for ${longest}.`,
      ),
    )
}

/** What the sheets print as number of a paper, and the longest running number of a PC. */
const longestNumber = 30
const longestSerial = 'ZZ99999'

function numberFindings({ numbers }: RulePack): Finding[] {
  const findings: Finding[] = []
  for (const paper of ['permit', 'card'] as const) {
    const number = (numbers[paper] ?? '').replace('{serial}', longestSerial)
    if (number.length > longestNumber)
      findings.push(
        finding(
          ['numbers', paper],
          `Số giấy “${number}” dài ${number.length} ký tự, tối đa ${longestNumber}; rút ngắn ký hiệu.`,
          `The paper number “${number}” has ${number.length} characters, ${longestNumber} at most.`,
        ),
      )
  }
  if (!isSafePattern(numbers.dossier))
    findings.push(
      finding(
        ['numbers', 'dossier'],
        'Mẫu mã hồ sơ không an toàn: phải có {letter}, {serial} và {yy} hoặc {yymmdd}; ngoài ra chỉ chữ hoa, số, dấu . / -; tối đa 32 ký tự.',
        'The dossier pattern is not safe: it needs {letter}, {serial} and {yy} or {yymmdd}, besides only capitals, digits and . / -, 32 characters at most.',
      ),
    )
  return findings
}
