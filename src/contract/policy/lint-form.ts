import { type Finding, finding, findRepeated } from './finding.ts'
import { isOwnField } from './form.ts'
import type { JsonPath } from './json-text.ts'
import type { OwnField, PackField, Procedure, RecordKind } from './pack.ts'
import { reservedFindings } from './lint-reserved.ts'
import { recordWords, sheetWords } from './words.ts'

type Sheet = PackField['shownOn'][number]
type Kind = PackField['kind']

/** Sheets a case of each record prints; `permit` is the carried paper, of permits and market cards alike. */
const sheetsOfRecord: Readonly<Record<RecordKind, readonly Sheet[]>> = {
  permit: ['permit', 'receipt', 'record', 'register-book'],
  'market-card': ['permit', 'receipt', 'record', 'register-book'],
  organisation: ['organisation-paper', 'receipt', 'record', 'register-book'],
  declaration: ['receipt', 'record', 'register-book'],
  support: ['receipt', 'record', 'register-book'],
  status: ['receipt', 'record', 'register-book'],
}

/** What is wrong with the form of a procedure: fields twice, shown nowhere, incomplete, or missing a reserved one. */
export function formFindings(procedure: Procedure, path: JsonPath): Finding[] {
  const fields = [...path, 'fields']
  return [
    ...findRepeated(fields, procedure.fields, ({ id }) => id, { vi: 'Ô', en: 'The field', member: 'id' }),
    ...findRepeated(fields, procedure.fields, ({ label }) => label, {
      vi: 'Tên ô',
      en: 'The field label',
      member: 'label',
    }),
    ...procedure.fields.flatMap((field, at) => fieldFindings(field, procedure.record, [...fields, at])),
    ...reservedFindings(procedure, path),
  ]
}

function fieldFindings(field: PackField, record: RecordKind, path: JsonPath): Finding[] {
  return [
    ...sheetFindings(field, record, path),
    ...choiceFindings(field, path),
    ...columnFindings(field, path),
    ...limitFindings(field, path),
    ...ownFieldFindings(field, path),
  ]
}

function sheetFindings({ label, shownOn }: PackField, record: RecordKind, path: JsonPath): Finding[] {
  if (shownOn.length === 0)
    return [
      finding(
        [...path, 'shownOn'],
        `Ô “${label}” không in trên tờ nào; thứ không ai thấy thì không hỏi người dân.`,
        `The field “${label}” is shown on no sheet; what nobody sees is not asked for.`,
      ),
    ]
  const printed = sheetsOfRecord[record]
  return shownOn.flatMap((sheet, at) =>
    printed.includes(sheet)
      ? []
      : [
          finding(
            [...path, 'shownOn', at],
            `Ô “${label}” ghi in trên ${sheetWords[sheet].vi}, nhưng ${recordWords[record].vi} không in tờ đó.`,
            `The field “${label}” names the ${sheetWords[sheet].en}, which a ${recordWords[record].en} never prints.`,
          ),
        ],
  )
}

function choiceFindings({ kind, label, choices }: PackField, path: JsonPath): Finding[] {
  const at = [...path, 'choices']
  if (kind === 'choice' && (choices?.length ?? 0) === 0)
    return [
      finding(at, `Ô chọn “${label}” không có lựa chọn nào.`, `The choice “${label}” has nothing to choose.`),
    ]
  if (kind !== 'choice' && choices !== undefined)
    return [
      finding(
        at,
        `Ô “${label}” không phải ô chọn nên không có danh sách lựa chọn.`,
        `The field “${label}” is no choice.`,
      ),
    ]
  return findRepeated(at, choices ?? [], (choice) => choice, { vi: 'Lựa chọn', en: 'The choice' })
}

function columnFindings({ kind, label, columns }: PackField, path: JsonPath): Finding[] {
  const at = [...path, 'columns']
  if (kind === 'rows' && columns === undefined)
    return [finding(at, `Bảng “${label}” không có cột nào.`, `The table “${label}” has no columns.`)]
  if (kind !== 'rows' && columns !== undefined)
    return [
      finding(
        at,
        `Ô “${label}” không phải bảng nên không có cột.`,
        `The field “${label}” is no table and has no columns.`,
      ),
    ]
  return [
    ...findRepeated(at, columns ?? [], ({ id }) => id, { vi: 'Cột', en: 'The column', member: 'id' }),
    ...findRepeated(at, columns ?? [], (one) => one.label, {
      vi: 'Tên cột',
      en: 'The column label',
      member: 'label',
    }),
  ]
}

function limitFindings({ kind, label, least, most }: PackField, path: JsonPath): Finding[] {
  if (least === undefined && most === undefined) return []
  const member = least === undefined ? 'most' : 'least'
  if (kind !== 'number' && kind !== 'money')
    return [
      finding(
        [...path, member],
        `Ô “${label}” không phải ô số nên không có giới hạn.`,
        `The field “${label}” is no number and has no limits.`,
      ),
    ]
  if (least === undefined || most === undefined || least <= most) return []
  return [
    finding(
      [...path, 'least'],
      `Ô “${label}”: số nhỏ nhất lớn hơn số lớn nhất.`,
      `The least of “${label}” is above its most.`,
    ),
  ]
}

/** Own fields have room for one line of text in the record, whatever they are called. */
const ownKinds: Readonly<Record<OwnField, readonly Kind[]>> = {
  purpose: ['text', 'long-text', 'choice'],
  route: ['text', 'long-text', 'choice'],
  vehiclePlate: ['plate', 'text'],
  organisation: ['text', 'choice'],
  companions: ['text', 'long-text'],
}

function ownFieldFindings({ id, kind, label }: PackField, path: JsonPath): Finding[] {
  if (!isOwnField(id) || ownKinds[id].includes(kind)) return []
  const kinds = ownKinds[id].join(', ')
  return [
    finding(
      [...path, 'kind'],
      `Ô “${label}” (${id}) phải có kiểu: ${kinds}.`,
      `The field “${label}” (${id}) has to be of kind ${kinds}.`,
    ),
  ]
}
