import { createHash } from 'node:crypto'
import { sql as raw } from 'kysely'
import { projectionTables } from '../projection.ts'
import { sql, type Store } from '../database/store.ts'
import { type OfficeFacts, readMeta, unenrolledLetters } from '../facts.ts'
import { readLine } from './line.ts'
import { countLostNumbers, lostLines } from './lost-lines.ts'
import type { Project } from './journal.ts'
import { projectStored } from './recover.ts'
import { tellOthers } from './shared-subjects.ts'

/** The order in which people came to this PC's knowledge; lines of other PCs come in another each time. */
const withoutRecent = (name: string, value: unknown) => (name === 'recent' ? undefined : value)

/**
 * Numbers only rise: those of other PCs may stand above what their lines say, after one of them lost its disk and what
 * it had told its neighbours. Nothing here is numbered by them.
 */
const ofThisPc = (letters: string) => (row: unknown) => {
  const drawn = /^(?:dossier-\d+|permit)-([A-Z]+)$/.exec(String((row as { readonly name?: string }).name))
  return !drawn || drawn[1] === letters || drawn[1] === unenrolledLetters
}

/** A digest of every projection table, to compare a rebuilt store with the live one. */
export function projectionDigest(store: Store): Readonly<Record<string, string>> {
  const isOurs = ofThisPc(readMeta<OfficeFacts>(store, 'office')?.letters ?? unenrolledLetters)
  return Object.fromEntries(
    projectionTables.map((table) => {
      const rows = store.database
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .filter((row) => table !== 'counter' || isOurs(row))
        .map((row) => JSON.stringify(row, table === 'person' ? withoutRecent : undefined))
        .toSorted()
      return [table, createHash('sha256').update(rows.join('\n')).digest('hex')]
    }),
  )
}

/** Empties the projections and replays the whole journal, in one transaction. */
export function rebuild(store: Store, project: Project): void {
  store.transact((tx) => {
    for (const table of projectionTables) store.database.prepare(`DELETE FROM ${table}`).run()
    const lines = store.all(
      sql
        .selectFrom('event')
        .innerJoin('stream', 'stream.id', 'event.stream')
        .select('line')
        .orderBy(raw`stream.rowid`)
        .orderBy('seq'),
    )
    for (const { line } of lines) {
      const event = readLine(line)
      if (!event) throw new Error('a stored line is unreadable')
      projectStored(tx, event, project)
    }
    tellOthers(tx, project)
    countLostNumbers(tx, lostLines(tx))
  })
}
