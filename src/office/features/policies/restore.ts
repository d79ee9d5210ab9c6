import { isTooNewPack } from '../../../contract/policy/lint.ts'
import { sql, type Store, type Transactor } from '../../database/store.ts'
import { type Desk, raiseAlarm } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { isFullDisk } from '../../journal/full-disk.ts'
import type { Ports } from '../../ports.ts'
import { keepPackFile, readPackFile } from './pack-files.ts'

/**
 * Brings rule packs and their files together at the start of an office: a text that the store lost (an older copy was
 * put back, lines were healed from the second copy) comes back from its file; a file that is not there is written.
 */
export function restorePacks(store: Store, { dataDir, log }: Pick<Ports, 'dataDir' | 'log'>): void {
  const rows = store.all(sql.selectFrom('rule_pack').select(['sha256', 'bytes']))
  for (const { sha256, bytes } of rows) {
    if (bytes.length > 0) {
      tryToKeep(dataDir, bytes.toString('utf8'), log)
      continue
    }
    const text = readPackFile(dataDir, sha256)
    if (text !== null) store.transact((tx) => putText(tx, sha256, text))
  }
}

/** Puts the text of a pack beside its row. */
export function putText(tx: Transactor, sha256: string, text: string): void {
  const state = isTooNewPack(text) ? ({ state: 'too-new' } as const) : {}
  tx.run(
    sql
      .updateTable('rule_pack')
      .set({ bytes: Buffer.from(text), ...state })
      .where('sha256', '=', sha256),
  )
}

/** A full disk closes no office; the store has the text. */
function tryToKeep(dataDir: string, text: string, log: Ports['log']): void {
  try {
    keepPackFile(dataDir, text)
  } catch (error) {
    if (!isFullDisk(error)) throw error
    log({ level: 'warn', what: 'pack-file-not-written' })
  }
}

/** Names of packs that were missing when it was last looked. */
const knownMissing = 'missing-packs'

/** Raises an alarm when a pack is missing that was here when this was asked before. */
export function tellMissing(desk: Desk): void {
  const names = desk.policies.missing(desk.sureTime.sure()).map(({ pack, version }) => `${pack}/${version}`)
  const known = readMeta<string[]>(desk.store, knownMissing) ?? []
  if (names.join() === known.join()) return
  desk.store.transact((tx) => writeMeta(tx, knownMissing, names))
  if (names.some((name) => !known.includes(name))) raiseAlarm(desk, 'pack-missing', names.length)
}
