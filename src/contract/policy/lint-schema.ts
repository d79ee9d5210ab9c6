import type { z } from 'zod'
import { roles } from '../../domain/roles.ts'
import { sidewaysActs, stepKinds } from '../../domain/workflow.ts'
import { type Finding, finding } from './finding.ts'
import { type JsonPath, shortly } from './json-text.ts'
import { fieldKinds, recordKinds, shownOn } from './pack.ts'

type Issue = z.core.$ZodIssue

/** What the schema of rule packs has against a text, in words. `input` is the value that was read. */
export function schemaFindings(issues: readonly Issue[], input: unknown): Finding[] {
  return issues.flatMap((issue) => findingsOf(issue, input))
}

function findingsOf(issue: Issue, input: unknown): Finding[] {
  // Of a JSON document: every key is a member name or a position.
  const path = issue.path as JsonPath
  const value = valueAt(input, path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownMember(path, key))
  if (value === undefined) return [missing(path)]
  switch (issue.code) {
    case 'invalid_value':
      return [notOneOf(path, value, issue.values)]
    case 'invalid_union':
      return [unionFinding(path, value, issue)]
    case 'too_big':
    case 'too_small':
      return [outOfBounds(issue, path)]
    case 'invalid_type':
      return [wrongType(path, issue.expected)]
    default:
      return [wrongShape(path, value)]
  }
}

function unknownMember(path: JsonPath, key: string): Finding {
  return finding(
    [...path, key],
    `Không có mục tên “${shortly(key)}” ở chỗ này; kiểm tra chính tả hoặc bỏ đi.`,
    `There is no member “${shortly(key)}” here; check its spelling or take it out.`,
  )
}

function missing(path: JsonPath): Finding {
  const name = shortly(String(path.at(-1) ?? ''))
  return finding(path, `Thiếu mục “${name}”.`, `The member “${name}” is missing.`)
}

/** Lists of words that officials meet by their own name. */
const lists: readonly (readonly [readonly string[], string, string])[] = [
  [stepKinds, 'Không có bước', 'There is no step'],
  [sidewaysActs, 'Không có việc rẽ', 'There is no act besides'],
  [roles, 'Không có vai trò', 'There is no role'],
  [recordKinds, 'Không có loại hồ sơ', 'There is no record kind'],
  [fieldKinds, 'Không có kiểu ô nhập', 'There is no field kind'],
  [shownOn, 'Không có tờ in', 'There is no sheet'],
]

function notOneOf(path: JsonPath, value: unknown, values: readonly unknown[]): Finding {
  const known = lists.find(
    ([words]) => words.length === values.length && values.every((one) => words.includes(String(one))),
  )
  const [vi, en] = known ? [known[1], known[2]] : ['Không dùng được giá trị', 'This value cannot be used:']
  const choices = values.map(String).join(', ')
  return finding(
    path,
    `${vi} “${shown(value)}”; chọn một trong: ${choices}.`,
    `${en} “${shown(value)}”; choose one of: ${choices}.`,
  )
}

function unionFinding(path: JsonPath, value: unknown, issue: Issue & { code: 'invalid_union' }): Finding {
  const values = issue.errors.flat().flatMap((one) => (one.code === 'invalid_value' ? one.values : []))
  return values.length > 0 && path.at(-1) !== 'id' ? notOneOf(path, value, values) : wrongShape(path, value)
}

function outOfBounds(issue: Issue & { code: 'too_big' | 'too_small' }, path: JsonPath): Finding {
  const isLeast = issue.code === 'too_small'
  const bound = String(isLeast ? issue.minimum : issue.maximum)
  const [viBound, enBound] = isLeast ? ['ít nhất', 'at least'] : ['nhiều nhất', 'at most']
  switch (issue.origin) {
    case 'string':
      return finding(
        path,
        `Độ dài không hợp lệ: ${viBound} ${bound} ký tự, để in vừa giấy.`,
        `The length is wrong: ${enBound} ${bound} characters, so that the sheets have room.`,
      )
    case 'array':
      return finding(
        path,
        `Số mục không hợp lệ: ${viBound} ${bound} mục.`,
        `The number of entries is wrong: ${enBound} ${bound}.`,
      )
    default:
      return finding(
        path,
        `Số không hợp lệ: ${viBound} ${bound}.`,
        `The number is wrong: ${enBound} ${bound}.`,
      )
  }
}

const typeWords: Readonly<Record<string, readonly [string, string]>> = {
  string: ['chữ trong dấu ngoặc kép', 'a text in quotes'],
  number: ['một số', 'a number'],
  int: ['một số nguyên', 'a whole number'],
  boolean: ['true hoặc false', 'true or false'],
  array: ['một danh sách [ ]', 'a list [ ]'],
  tuple: ['một cặp [từ, đến]', 'a pair [from, to]'],
  object: ['một nhóm mục { }', 'a group of members { }'],
  record: ['một nhóm mục { }', 'a group of members { }'],
}

function wrongType(path: JsonPath, expected: string): Finding {
  const [vi, en] = (Object.hasOwn(typeWords, expected) ? typeWords[expected] : null) ?? [expected, expected]
  return finding(path, `Chỗ này phải là ${vi}.`, `This has to be ${en}.`)
}

/** What members with a fixed shape look like. */
const shapes: Readonly<Record<string, readonly [string, string]>> = {
  permit: ['“{serial}” rồi đến ký hiệu, ví dụ {serial}/GĐĐ-UBND', '“{serial}” and then the symbol'],
  code: [
    'chữ thường không dấu, số và gạch ngang (mã vùng, nơi đến: chữ hoa, tối đa 8)',
    'a code of plain letters, digits and hyphens (zones and places: capitals, 8 at most)',
  ],
  id: ['chữ thường không dấu, số và gạch ngang', 'plain small letters, digits and hyphens'],
  effectiveFrom: ['một ngày có thật, dạng 2026-11-01', 'a day that exists, as 2026-11-01'],
  effectiveUntil: ['một ngày có thật, dạng 2026-11-01', 'a day that exists, as 2026-11-01'],
  opens: ['một ngày có thật, dạng 2026-11-01', 'a day that exists, as 2026-11-01'],
  until: ['một ngày có thật, dạng 2026-11-01', 'a day that exists, as 2026-11-01'],
  holidays: ['một ngày có thật, dạng 2026-11-01', 'a day that exists, as 2026-11-01'],
}

function wrongShape(path: JsonPath, value: unknown): Finding {
  const name = String(path.findLast((part) => typeof part === 'string'))
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined
  if (shape)
    return finding(
      path,
      `“${shown(value)}” không đúng dạng; phải là ${shape[0]}.`,
      `“${shown(value)}” has the wrong shape; it has to be ${shape[1]}.`,
    )
  return finding(
    path,
    `“${shown(value)}” không đúng dạng hoặc có ký tự không in được.`,
    `“${shown(value)}” has the wrong shape, or characters that cannot be printed.`,
  )
}

function valueAt(input: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? // An own member of an object that was read from JSON.
          (value as Record<string | number, unknown>)[key]
        : undefined,
    input,
  )
}

function shown(value: unknown): string {
  return shortly(typeof value === 'string' ? value : JSON.stringify(value))
}
