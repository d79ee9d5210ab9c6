import { inflateRawSync } from 'node:zlib'
import type { JudgedList } from '../../../contract/lists/judged-list.ts'
import { type Reader, sql } from '../../database/store.ts'

/**
 * Whether a list of an organisation that was taken from a file names a number in a row that was in order: somebody of it
 * who stayed behind, for a person to decide, may come to the counter while the list is still here.
 */
export function isOnTakenList(reader: Reader, organisation: string, idNumber: string): boolean {
  const kept = sql
    .selectFrom('list_intake')
    .select('judged')
    .where('organisation', '=', organisation)
    .where('batch_id', 'is not', null)
  return reader.all(kept).some(({ judged }) => {
    // Written by the intake from a judged list.
    const { rows } = JSON.parse(inflateRawSync(judged).toString('utf8')) as JudgedList
    return rows.some(({ values, verdict }) => verdict !== 'bad' && values.idNumber === idNumber)
  })
}
