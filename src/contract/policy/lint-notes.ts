import type { KnownPack } from './lint-dates.ts'
import type { RulePack } from './pack.ts'
import { dayText } from './words.ts'

/** Names of the sheets a case can print, as `copies` of a procedure may name them. */
const sheetNames: ReadonlySet<string> = new Set([
  'receipt',
  'completion-request',
  'refusal',
  'apology',
  'stop-notice',
  'transfer-slip',
  'control-slip',
  'case-record',
  'permit',
  'market-card-slip',
  'organisation-paper',
  'register-book',
])

/** What is allowed but worth reading before a pack is activated, as Vietnamese sentences. */
export function packNotes(pack: RulePack, known: readonly KnownPack[]): string[] {
  return [
    ...categoryNotes(pack),
    ...sheetNotes(pack),
    ...besideNotes(pack, known),
    ...earlierNotes(pack, known),
    ...letterNotes(pack),
  ]
}

function categoryNotes({ categories, procedures, effectiveFrom }: RulePack): string[] {
  return categories.flatMap(({ code, label, authority, opens }) => {
    const isServed = procedures.some((procedure) => procedure.categories.includes(code))
    const notes: string[] = []
    if (authority.here && !isServed)
      notes.push(`“${label}” do nơi này giải quyết nhưng không có thủ tục nào nhận.`)
    if (!authority.here)
      notes.push(`“${label}” không nhận ở đây; người dân được hướng dẫn đến: ${authority.name}.`)
    if (!authority.here && !isServed)
      notes.push(`“${label}” không nằm trong thủ tục nào nên quầy không thấy để hướng dẫn.`)
    if (opens !== undefined && opens > effectiveFrom) notes.push(`“${label}” mở từ ngày ${dayText(opens)}.`)
    return notes
  })
}

function sheetNotes({ procedures }: RulePack): string[] {
  return procedures.flatMap(({ title, copies }) =>
    Object.keys(copies)
      .filter((sheet) => !sheetNames.has(sheet))
      .map((sheet) => `Thủ tục “${title}” ghi số bản của tờ “${sheet}”, phần mềm không có tờ này.`),
  )
}

function besideNotes({ id, effectiveFrom, effectiveUntil }: RulePack, known: readonly KnownPack[]): string[] {
  const beside = known.filter(
    (one) =>
      one.id !== id &&
      (one.effectiveUntil === undefined || one.effectiveUntil >= effectiveFrom) &&
      (effectiveUntil === undefined || one.effectiveFrom <= effectiveUntil),
  )
  return [...new Set(beside.map((one) => one.id))].map(
    (other) => `Cùng thời gian còn có bộ “${other}”; bộ được kích hoạt sau sẽ thay bộ trước.`,
  )
}

function earlierNotes({ earlier }: RulePack, known: readonly KnownPack[]): string[] {
  return earlier
    .filter(
      ({ pack, version }) =>
        !known.some((one) => one.id === pack && (version === undefined || one.version === version)),
    )
    .map(({ pack }) => `Có quy định về giấy theo bộ “${pack}” nhưng nơi này chưa có bộ đó.`)
}

function letterNotes({ letters }: RulePack): string[] {
  return letters
    ? []
    : [
        'Bộ này không có “letters”: thông báo từ chối và thông báo dừng chỉ ghi nơi hỏi, không ghi việc người dân có thể làm tiếp.',
      ]
}
