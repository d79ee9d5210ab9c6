import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Refusal } from '../../contract/refusals.ts'
import { openStore } from '../../office/database/open.ts'
import { readMeta, writeMeta } from '../../office/facts.ts'
import { type Check, finding } from './check.ts'

/** The encrypted store on this computer's disk; `folder` is thrown away afterwards. */
export function storeChecks(folder: string): readonly Check[] {
  const path = join(folder, 'self-test.db')
  const key = randomBytes(32)
  return [
    {
      name: 'SQLite',
      async run() {
        const store = await openStore(path, key)
        const versions = store.database
          .prepare('SELECT sqlite_version() AS sqlite, sqlite3mc_version() AS library')
          .get()
        const cipher: unknown = store.database.pragma('cipher', { simple: true })
        store.transact((tx) => writeMeta(tx, 'self-test', 'Đặng Thị Ngọc'))
        store.close()
        return finding(
          versions !== undefined,
          `${Object.values(versions ?? {}).join(', ')}; ${String(cipher)}`,
        )
      },
    },
    {
      name: 'store reopens',
      async run() {
        const store = await openStore(path, key)
        const kept = readMeta<string>(store, 'self-test')
        const synchronous: unknown = store.database.pragma('synchronous', { simple: true })
        const mode: unknown = store.database.pragma('journal_mode', { simple: true })
        store.close()
        const holds = kept === 'Đặng Thị Ngọc' && synchronous === 2 && mode === 'wal'
        return finding(holds, `synchronous = ${String(synchronous)} (FULL), ${String(mode)}`)
      },
    },
    {
      name: 'wrong key',
      async run() {
        try {
          ;(await openStore(path, randomBytes(32))).close()
          return finding(false, 'opened with a wrong key')
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          return finding(error.code === 'wrong-key', `refused: ${error.code}`)
        }
      },
    },
  ]
}
