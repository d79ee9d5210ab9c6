import type { z } from 'zod'
import { eventTypes } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { sql, type Reader, type Transactor } from '../database/store.ts'
import { readDossierNumber } from '../../domain/identity/dossier-number.ts'
import { countTo } from '../projection/counters.ts'
import { householdCounter } from '../projection/households.ts'
import { countPaper } from '../projection/papers.ts'
import { readLine } from './line.ts'

/** Raises the counters to what lines gave out that this journal has lost: their numbers are on papers people hold. */
export function countLostNumbers(tx: Transactor, lines: readonly { readonly line: string }[]): void {
  for (const { line } of lines) {
    const event = readLine(line)
    if (event) countNumbers(tx, event)
  }
}

function countNumbers(tx: Transactor, { type, body, at }: EventLine): void {
  const read = <S extends z.ZodType>(schema: S) => schema.safeParse(body).data
  if (type === 'case.registered') {
    const registered = read(eventTypes['case.registered'].body)
    const number = registered && readDossierNumber(registered.number)
    if (number) countTo(tx, `dossier-${number.year}-${number.device}`, number.serial)
    else if (registered?.serial) countTo(tx, `dossier-${at.wall.slice(0, 4)}`, registered.serial)
  }
  if (type === 'permit.sealed' || type === 'permit.replaced') {
    const sealed = read(eventTypes[type].body)
    if (sealed) countPaper(tx, sealed)
  }
  if (type === 'household.entered') {
    const entered = read(eventTypes['household.entered'].body)
    if (entered) countTo(tx, householdCounter, entered.number)
  }
}

/** Lines of this PC that only the feed has any more: behind the ends of its past streams. */
export function lostLines(reader: Reader): { readonly line: string }[] {
  const rows = reader.all(
    sql
      .selectFrom('feed_item')
      .innerJoin('past_stream', 'past_stream.stream', 'feed_item.stream')
      .select('feed_item.line')
      .whereRef('feed_item.seq', '>', 'past_stream.end_seq')
      .orderBy('pos'),
  )
  return rows.flatMap(({ line }) => (line === null ? [] : [{ line }]))
}
