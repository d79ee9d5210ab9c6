import { type Change, change, changed, changedTexts, compared, weightOf } from './change.ts'
import type { PackField, Procedure } from './pack.ts'
import { sheetWords } from './words.ts'

/** How the form of a procedure changed. */
export function fieldsChanges(before: Procedure, after: Procedure): Change[] {
  const { title } = after
  const { added, removed, kept } = compared(before.fields, after.fields, ({ id }) => id)
  const order = (fields: readonly PackField[]) => fields.map(({ id }) => id).join()
  const isMoved = added.length + removed.length === 0 && order(before.fields) !== order(after.fields)
  return [
    ...added.map(({ label, required }) =>
      required
        ? change(
            'tightens',
            `“${title}”: thêm ô bắt buộc “${label}”.`,
            `“${title}”: new required field “${label}”.`,
          )
        : change('changes', `“${title}”: thêm ô “${label}”.`, `“${title}”: new field “${label}”.`),
    ),
    ...removed.map(({ label }) =>
      change(
        'eases',
        `“${title}”: không hỏi “${label}” nữa.`,
        `“${title}”: “${label}” is no longer asked for.`,
      ),
    ),
    ...(isMoved
      ? [change('changes', `“${title}”: đổi thứ tự các ô.`, `“${title}”: new order of fields.`)]
      : []),
    ...kept.flatMap(([one, other]) => fieldChanges(title, one, other)),
  ]
}

function fieldChanges(title: string, before: PackField, after: PackField): Change[] {
  const name = (vi: string, en: string) => ({
    vi: `“${title}”, ô “${after.label}”: ${vi}`,
    en: `“${title}”, field “${after.label}”: ${en}`,
  })
  return [
    ...requiredChange(title, before, after),
    ...changed(name('tên ô', 'label'), before.label, after.label),
    ...changed(name('gợi ý', 'hint'), before.hint ?? '', after.hint ?? ''),
    ...changed(name('kiểu nhập', 'kind'), before.kind, after.kind),
    ...changedTexts(
      name('in trên', 'shown on'),
      before.shownOn.map((sheet) => sheetWords[sheet].vi),
      after.shownOn.map((sheet) => sheetWords[sheet].vi),
    ),
    ...changedTexts(name('lựa chọn', 'choice'), before.choices ?? [], after.choices ?? [], {
      added: 'eases',
      removed: 'tightens',
    }),
    ...limitChanges(name, before, after),
    ...columnChanges(name, before.columns ?? [], after.columns ?? []),
  ]
}

function requiredChange(title: string, before: PackField, { required, label }: PackField): Change[] {
  if (before.required === required) return []
  return [
    required
      ? change(
          'tightens',
          `“${title}”: ô “${label}” nay bắt buộc khai.`,
          `“${title}”: “${label}” is now required.`,
        )
      : change(
          'eases',
          `“${title}”: ô “${label}” không còn bắt buộc.`,
          `“${title}”: “${label}” is no longer required.`,
        ),
  ]
}

type Name = (vi: string, en: string) => { readonly vi: string; readonly en: string }

function limitChanges(name: Name, before: PackField, after: PackField): Change[] {
  const text = (limit: number | undefined) => (limit === undefined ? '' : limit.toLocaleString('vi-VN'))
  return [
    ...changed(
      name('nhỏ nhất', 'least'),
      text(before.least),
      text(after.least),
      weightOf(before.least ?? -Infinity, after.least ?? -Infinity, 'tightens'),
    ),
    ...changed(
      name('lớn nhất', 'most'),
      text(before.most),
      text(after.most),
      weightOf(before.most ?? Infinity, after.most ?? Infinity, 'eases'),
    ),
  ]
}

type Columns = NonNullable<PackField['columns']>

function columnChanges(name: Name, before: Columns, after: Columns): Change[] {
  const text = (columns: Columns) =>
    columns.map(({ id, label, required }) => `${label} [${id}]${required ? ' (bắt buộc)' : ''}`)
  return changedTexts(name('cột', 'column'), text(before), text(after))
}
