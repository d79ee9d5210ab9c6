import { sql as raw } from 'kysely'
import { Refusal } from '../../contract/refusals.ts'
import { sqliteCode } from '../database/sqlite-code.ts'
import { sql, type Transactor } from '../database/store.ts'

const statement = (text: string) => ({ compile: () => raw.raw(text).compile(sql) })
const begin = statement('SAVEPOINT one_line')
const undo = statement('ROLLBACK TO one_line')
const end = statement('RELEASE one_line')

/**
 * Does one piece of a transaction wholly or not at all; answers why not, in one word for the log, or null when it is done.
 * Throws what the store itself has to say (a full disk, a damaged file).
 */
export function trying(tx: Transactor, work: () => void): string | null {
  tx.run(begin)
  try {
    work()
    tx.run(end)
    return null
  } catch (error) {
    const code = sqliteCode(error)
    // A damaged file; a full disk or a faulty one.
    if (error instanceof Refusal || (code && !code.startsWith('SQLITE_CONSTRAINT'))) throw error
    tx.run(undo)
    tx.run(end)
    return code ?? (error instanceof Error ? error.name : 'fault')
  }
}
