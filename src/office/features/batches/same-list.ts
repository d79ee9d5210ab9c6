import type { ListPreview } from '../../../contract/desk/list-intake.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { nameOfBatch } from './read.ts'

/**
 * The batch that was taken from the very same list, whatever its file; null where none was. Of this ward alone:
 * that another ward took it the city tells (`city.overlap`).
 */
export function sameListTaken(desk: Desk, fingerprint: string): ListPreview['sameAs'] {
  const found = desk.store.first(
    sql
      .selectFrom('batch')
      .selectAll()
      .where('fingerprint', '=', fingerprint)
      .orderBy('taken_at', 'desc')
      .limit(1),
  )
  return found ? { batchId: found.id, takenAt: found.taken_at, name: nameOfBatch(desk.store, found) } : null
}
