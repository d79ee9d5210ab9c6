import { dateAt } from '../../../domain/calendar.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { type Reader, sql, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { type CaseRow, packFor, procedureOfCase } from '../cases/read.ts'
import { type Serial, spellPermitNumber } from './paper.ts'

/** A paper's place, and what the key's series was begun in. */
export type DrawnSerial = Serial & { readonly seriesOf: string }

/**
 * The serial the next paper of a key has (qr-token.md section 7): a new series begins with each quarter and after each
 * restore, which begins a new stream of the journal. `ahead`: how many papers are made before it and not yet written.
 * Throws `no-pin`.
 */
export function nextSerial(reader: Reader, desk: Desk, row: CaseRow, kid: string, ahead = 0): DrawnSerial {
  const key = reader.first(
    sql.selectFrom('issuing_key').select(['series', 'next_index', 'series_of']).where('kid', '=', kid),
  )
  if (!key) throw new Refusal('no-pin')
  const seriesOf = `${desk.journal.head().stream} ${quarterAt(desk.ports.clock.now())}`
  const isNew = key.series_of !== '' && key.series_of !== seriesOf
  const [series, index] = isNew ? [key.series + 1, 0] : [key.series, key.next_index]
  return { series, index: index + ahead, seriesOf, permitNumber: nextPermitNumber(reader, desk, row, ahead) }
}

/** Spends a serial; the transaction that seals does it, and nothing ever gives an index back. */
export function spendSerial(tx: Transactor, kid: string, { series, index, seriesOf }: DrawnSerial): void {
  tx.run(
    sql
      .updateTable('issuing_key')
      .set({ series, next_index: index + 1, series_of: seriesOf })
      .where('kid', '=', kid),
  )
}

/** From now on a key counts in a new series: for a batch that may have to be withdrawn as one, or after such a withdrawal. */
export function beginSeries(tx: Transactor, kid: string): void {
  tx.run(
    sql
      .updateTable('issuing_key')
      .set(({ eb }) => ({ series: eb('series', '+', 1), next_index: 0, series_of: '' }))
      .where('kid', '=', kid)
      // A series without a paper is as good as new.
      .where('next_index', '>', 0),
  )
}

/** The quarter of Vietnam's civil year: `2026-4`. */
function quarterAt(instant: number): string {
  const [year, month] = dateAt(instant).split('-')
  return `${year}-${Math.ceil(Number(month) / 3)}`
}

function nextPermitNumber(reader: Reader, desk: Desk, row: CaseRow, ahead: number): string {
  const { letters } = desk.facts()
  // The number says no year, so it never begins again.
  const last = reader.first(sql.selectFrom('counter').select('last').where('name', '=', `permit-${letters}`))
  return spellPermitNumber(
    packFor(desk, row),
    procedureOfCase(desk, row),
    `${letters}${String((last?.last ?? 0) + 1 + ahead).padStart(4, '0')}`,
  )
}
