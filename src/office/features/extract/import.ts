import { createHash } from 'node:crypto'
import { dateAt, dayNumber, partialDate } from '../../../domain/calendar.ts'
import { dayText } from '../../../contract/policy/words.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { extractHeadSchema, type ExtractPerson, extractPersonSchema } from '../../../contract/sync/extract.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { finishing } from '../../journal/finishing.ts'
import type { Actor } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import { type ExtractEnvelopeRefusal, jsonOf, readExtractEnvelope } from './envelope.ts'
import { type ExtractRow, extractRow } from './lookup.ts'

/**
 * Takes a population extract in the place of the one before: the people and the line that says so, all of it or
 * nothing, in one transaction; who is not in it any more is erased. The same file again only makes sure of the second
 * copy. Throws `extract-refused` with the reason: damaged, not signed by the city, for another ward, drawn up before
 * the one that is here or after today.
 */
export async function importExtract(desk: Desk, actor: Actor, file: Uint8Array): Promise<void> {
  const today = dateAt(desk.ports.clock.now())
  const read = readExtractEnvelope(file, desk.tokens.lists().trust, dayNumber(today))
  if (read.outcome === 'refused') throw refused(envelopeReasons[read.reason])
  const sha256 = createHash('sha256').update(read.text).digest('base64url')
  const present = extractRow(desk.store)
  if (present?.sha256 === sha256) return desk.journal.command(() => undefined)
  const { asOf, people } = contentOf(desk, read.text, today)
  if (present && asOf < present.as_of)
    throw refused(`trích ngày ${dayText(asOf)}, cũ hơn bản đang dùng (ngày ${dayText(present.as_of)})`)
  const row: ExtractRow = {
    one: 1,
    as_of: asOf,
    sha256,
    kid: read.kid,
    people: people.length,
    imported_at: vietnamTime(desk.ports.clock.now()),
    imported_by: actor.user,
  }
  await finishing(
    () => replace(desk, actor, row, people),
    () => {
      // The people have no second copy, and what was erased should not live on in the write-ahead log.
      desk.store.settle()
      desk.notify('office')
    },
  )
}

const envelopeReasons: Readonly<Record<ExtractEnvelopeRefusal, string>> = {
  size: 'tệp quá lớn',
  format: 'tệp hỏng hoặc không phải bản trích dân cư',
  'no-trust-list': 'máy này chưa có danh sách tin cậy của thành phố, cần ghi danh và đồng bộ trước',
  unsigned: 'không có chữ ký của thành phố',
  forged: 'chữ ký sai, nội dung đã bị sửa',
}

function refused(reason: string): Refusal {
  return new Refusal('extract-refused', { reason })
}

/** The people of an extract for this ward. A refusal names the place of a person in the file, never the person. */
function contentOf(
  desk: Desk,
  text: string,
  today: string,
): { readonly asOf: string; readonly people: readonly ExtractPerson[] } {
  const head = extractHeadSchema.safeParse(jsonOf(Buffer.from(text))).data
  if (!head) throw refused('nội dung bên trong không đúng mẫu bản trích')
  const { wardCode } = desk.facts()
  if (head.ward !== wardCode)
    throw refused(`bản trích của phường, xã có mã ${head.ward}, còn đây là mã ${wardCode}`)
  if (head.asOf > today) throw refused(`ngày trích ${dayText(head.asOf)} ở sau hôm nay`)
  const numbers = new Set<string>()
  const people = head.people.map((entry, at) => {
    const { data, error } = extractPersonSchema.safeParse(entry)
    if (error) throw refused(`người thứ ${at + 1} sai ở: ${error.issues.map(pathOf).join(', ')}`)
    if (partialDate(data.birthDate) === null) throw refused(`người thứ ${at + 1} sai ở: birthDate`)
    if (numbers.has(data.idNumber)) throw refused(`người thứ ${at + 1} trùng số với người ở trên`)
    numbers.add(data.idNumber)
    return data
  })
  return { asOf: head.asOf, people }
}

function pathOf({ path }: { readonly path: readonly PropertyKey[] }): string {
  return path.map(String).join('.') || 'toàn bộ'
}

const putPerson = composedOnce((person: Required<ExtractPerson>) =>
  sql.insertInto('extract_person').values({
    id_number: person.idNumber,
    old_id_number: person.oldIdNumber,
    full_name: person.fullName,
    birth_date: person.birthDate,
    sex: person.sex,
    residence: person.residence,
    household: person.household,
  }),
)

function replace(
  { store, journal }: Desk,
  actor: Actor,
  row: ExtractRow,
  people: readonly ExtractPerson[],
): void {
  // Rows that are deleted are overwritten, not merely left to be reused.
  const before = store.database.pragma('secure_delete', { simple: true })
  store.database.pragma('secure_delete = ON')
  try {
    journal.command((writing) => {
      writing.run(sql.deleteFrom('extract'))
      writing.run(sql.deleteFrom('extract_person'))
      writing.run(sql.insertInto('extract').values(row))
      for (const person of people) writing.run(putPerson(person))
      writing.append({
        type: 'extract.imported',
        subject: 'office',
        baseVer: 0,
        actor,
        body: { sha256: row.sha256, asOf: row.as_of, people: row.people },
        personal: null,
      })
    })
  } finally {
    store.database.pragma(`secure_delete = ${String(before)}`)
  }
}
