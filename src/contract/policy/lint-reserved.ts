import { type Finding, finding } from './finding.ts'
import type { JsonPath } from './json-text.ts'
import type { PackField, Procedure, RecordKind } from './pack.ts'
import { recordWords } from './words.ts'

/** A field whose name means something to the program: its paper, its rules or its ledger read it. */
type Reserved = {
  readonly id: string
  readonly kinds: readonly PackField['kind'][]
  /** The form must have it; `required` besides: every application must answer it. */
  readonly needed: 'no' | 'yes' | 'answered'
  readonly vi: string
}

/** The reserved fields of each record; `resources/policies/README.md` explains them. */
const reservedFields: Readonly<Record<RecordKind, readonly Reserved[]>> = {
  permit: [
    { id: 'purpose', kinds: ['text', 'long-text', 'choice'], needed: 'answered', vi: 'mục đích đi lại' },
    { id: 'route', kinds: ['text', 'long-text', 'choice'], needed: 'answered', vi: 'lộ trình' },
  ],
  'market-card': [
    { id: 'household', kinds: ['text'], needed: 'answered', vi: 'tổ dân phố và chủ hộ' },
    { id: 'parity', kinds: ['choice'], needed: 'no', vi: 'ngày chẵn, ngày lẻ' },
    { id: 'visits', kinds: ['number'], needed: 'no', vi: 'số lượt' },
    { id: 'visits-days', kinds: ['number'], needed: 'no', vi: 'trong số ngày' },
  ],
  organisation: [
    { id: 'organisation', kinds: ['text'], needed: 'answered', vi: 'tên đơn vị' },
    { id: 'tax-code', kinds: ['text'], needed: 'yes', vi: 'mã số thuế' },
    { id: 'workers', kinds: ['rows'], needed: 'answered', vi: 'danh sách người lao động' },
  ],
  declaration: [],
  support: [],
  status: [
    { id: 'status', kinds: ['choice'], needed: 'answered', vi: 'tình trạng' },
    { id: 'until', kinds: ['date'], needed: 'yes', vi: 'đến hết ngày' },
  ],
}

/** Columns of a worker list, as permits of listed workers look them up. */
const workerColumns = [
  { id: 'name', vi: 'họ tên', isRequired: true },
  { id: 'id-number', vi: 'số giấy tờ', isRequired: true },
  { id: 'route', vi: 'lộ trình', isRequired: false },
] as const

/** What is wrong with the reserved fields of a procedure. */
export function reservedFindings(procedure: Procedure, path: JsonPath): Finding[] {
  const { record, fields } = procedure
  const found = reservedFields[record].flatMap((reserved) => {
    const at = fields.findIndex(({ id }) => id === reserved.id)
    const field = fields[at]
    if (!field) return reserved.needed === 'no' ? [] : [missing(reserved, record, [...path, 'fields'])]
    return wrongReserved(field, reserved, [...path, 'fields', at])
  })
  return [...found, ...byRecord(procedure, path)]
}

function missing({ id, vi }: Reserved, record: RecordKind, path: JsonPath): Finding {
  return finding(
    path,
    `Loại hồ sơ “${recordWords[record].vi}” thiếu ô bắt buộc “${id}” (${vi}).`,
    `The record “${recordWords[record].en}” lacks its reserved field “${id}”.`,
  )
}

function wrongReserved(field: PackField, { id, kinds, needed, vi }: Reserved, path: JsonPath): Finding[] {
  if (!kinds.includes(field.kind))
    return [
      finding(
        [...path, 'kind'],
        `Ô “${id}” (${vi}) phải có kiểu: ${kinds.join(', ')}.`,
        `The reserved field “${id}” has to be of kind ${kinds.join(', ')}.`,
      ),
    ]
  if (needed !== 'answered' || field.required) return []
  return [
    finding(
      [...path, 'required'],
      `Ô “${id}” (${vi}) phải bắt buộc khai.`,
      `The reserved field “${id}” has to be required.`,
    ),
  ]
}

function byRecord(procedure: Procedure, path: JsonPath): Finding[] {
  switch (procedure.record) {
    case 'market-card':
      return marketCardFindings(procedure, path)
    case 'organisation':
      return workerFindings(procedure, path)
    case 'status':
      return holdingFindings(procedure, path)
    default:
      return procedure.holdsAtHome.length === 0 ? [] : [notHolding(path)]
  }
}

function marketCardFindings({ fields, holdsAtHome }: Procedure, path: JsonPath): Finding[] {
  const findings = holdsAtHome.length === 0 ? [] : [notHolding(path)]
  const parityAt = fields.findIndex(({ id }) => id === 'parity')
  const unclear = (fields[parityAt]?.choices ?? []).some((choice) => !/lẻ|chẵn/iu.test(choice))
  if (unclear)
    findings.push(
      finding(
        [...path, 'fields', parityAt, 'choices'],
        'Lựa chọn của ô “parity” phải ghi rõ chữ “lẻ” hoặc “chẵn”.',
        'Every choice of “parity” has to say “lẻ” (odd) or “chẵn” (even).',
      ),
    )
  const [visits, days] = ['visits', 'visits-days'].map((id) => fields.findIndex((field) => field.id === id))
  if (visits === undefined || days === undefined || (visits < 0 && days < 0)) return findings
  if (visits < 0 || days < 0)
    findings.push(
      finding(
        [...path, 'fields', Math.max(visits, days)],
        'Ô “visits” (số lượt) và “visits-days” (trong số ngày) phải đi cùng nhau.',
        'The fields “visits” and “visits-days” come together.',
      ),
    )
  return [...findings, ...[visits, days].flatMap((at) => monthFindings(fields[at], [...path, 'fields', at]))]
}

/** A token has room for 1 … 31 visits in 1 … 31 days. */
function monthFindings(field: PackField | undefined, path: JsonPath): Finding[] {
  if (!field || ((field.least ?? 0) >= 1 && (field.most ?? Infinity) <= 31)) return []
  return [
    finding(
      path,
      `Ô “${field.label}” phải giới hạn từ 1 đến 31 (“least”, “most”).`,
      `The field “${field.label}” has to be limited to 1 … 31.`,
    ),
  ]
}

function workerFindings({ fields, holdsAtHome }: Procedure, path: JsonPath): Finding[] {
  const at = fields.findIndex(({ id }) => id === 'workers')
  const columns = fields[at]?.columns
  const findings = holdsAtHome.length === 0 ? [] : [notHolding(path)]
  if (!columns) return findings
  const missingColumns = workerColumns.filter(
    ({ id, isRequired }) => !columns.some((one) => one.id === id && (one.required || !isRequired)),
  )
  return [
    ...findings,
    ...missingColumns.map(({ id, vi, isRequired }) =>
      finding(
        [...path, 'fields', at, 'columns'],
        `Danh sách người lao động thiếu cột “${id}” (${vi})${isRequired ? ', cột này phải bắt buộc' : ''}.`,
        `The worker list lacks the column “${id}”${isRequired ? ', which has to be required' : ''}.`,
      ),
    ),
  ]
}

function holdingFindings({ fields, holdsAtHome }: Procedure, path: JsonPath): Finding[] {
  const choices = fields.find(({ id }) => id === 'status')?.choices ?? []
  return holdsAtHome.flatMap((status, at) =>
    choices.includes(status)
      ? []
      : [
          finding(
            [...path, 'holdsAtHome', at],
            `“${status}” không có trong các lựa chọn của ô “status”.`,
            `“${status}” is not a choice of the field “status”.`,
          ),
        ],
  )
}

function notHolding(path: JsonPath): Finding {
  return finding(
    [...path, 'holdsAtHome'],
    'Chỉ danh sách theo dõi mới giữ người ở nhà (“holdsAtHome”).',
    'Only a status list keeps people at home (“holdsAtHome”).',
  )
}
