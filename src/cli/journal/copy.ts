import { sql, type Store } from '../../office/database/store.ts'
import type { Spool } from '../../office/journal/spool.ts'
import { broken, type Proof, proven } from './proof.ts'

/** The second copy (the spool) says line for line what the store says, up to the head, with the same keys. */
export function proveCopy(store: Store, spool: Spool): Proof {
  let lines = 0
  for (const { id } of store.all(sql.selectFrom('stream').select('id').orderBy('opened_at'))) {
    const { records, damaged } = spool.read(id, 0)
    if (damaged > 0)
      return broken(
        `${damaged} bản ghi của bản sao thứ hai không mở được.`,
        `${damaged} records of the second copy cannot be opened.`,
      )
    const copied = new Map(records.flatMap((one) => ('line' in one ? [[one.seq, one.line] as const] : [])))
    const fault = compare(store, id, copied) ?? keyFault(store, records)
    if (fault) return fault
    lines += copied.size
  }
  return proven(
    `Bản sao thứ hai có đủ ${lines} dòng, giống từng byte.`,
    `The second copy has all ${lines} lines, byte for byte.`,
  )
}

function compare(store: Store, stream: string, copied: ReadonlyMap<number, string>): Proof | null {
  let head = 0
  for (const { seq, line } of store.iterate(
    sql.selectFrom('event').select(['seq', 'line']).where('stream', '=', stream).orderBy('seq'),
  )) {
    head = seq
    const copy = copied.get(seq)
    if (copy === undefined)
      return broken(`Bản sao thứ hai thiếu dòng ${seq}.`, `The second copy lacks line ${seq}.`)
    if (copy !== line)
      return broken(`Bản sao thứ hai có dòng ${seq} khác.`, `The second copy has another line ${seq}.`)
  }
  const ahead = [...copied.keys()].filter((seq) => seq > head).length
  if (ahead === 0) return null
  return broken(
    `Kho đã mất ${ahead} dòng mà bản sao thứ hai còn giữ. Hãy mở quầy: chương trình tự khôi phục.`,
    `The store has lost ${ahead} lines that the second copy still has. Start the office: it heals itself.`,
  )
}

/** A destroyed key is gone from the store on purpose; one that differs is not. */
function keyFault(store: Store, records: ReturnType<Spool['read']>['records']): Proof | null {
  const keys = new Map(
    store
      .all(sql.selectFrom('subject_key').select(['subject', 'key']))
      .map(({ subject, key }) => [subject, key]),
  )
  for (const record of records) {
    if (!('key' in record)) continue
    const key = keys.get(record.subject)
    if (key && key.toString('base64') !== record.key)
      return broken(
        `Bản sao thứ hai có khóa khác cho dòng ${record.seq}.`,
        `The second copy has another key for line ${record.seq}.`,
      )
  }
  return null
}
