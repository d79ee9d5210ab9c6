import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../office/database/open.ts'
import { sql } from '../../office/database/store.ts'
import { projectionDigest, rebuild } from '../../office/journal/rebuild.ts'
import { project } from '../../office/projection.ts'
import type { OpenFolder } from '../folder/open-folder.ts'
import { broken, type Proof, proven } from './proof.ts'

/**
 * Replays the whole journal into an encrypted copy in a temporary folder and compares every table that is made from
 * it: what the screens show is what the journal says. The installation is only read.
 */
export async function proveRebuild({ store, key }: OpenFolder): Promise<Proof> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-rebuild-'))
  const path = join(folder, 'rebuilt.db')
  try {
    store.database.prepare('VACUUM INTO ?').run(path)
    const copy = await openStore(path, key)
    try {
      rebuild(copy, project)
      return compare(projectionDigest(store), projectionDigest(copy), lastLine(store))
    } finally {
      copy.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function lastLine(store: OpenFolder['store']): number {
  return (
    store.first(sql.selectFrom('event').select(({ fn }) => fn.countAll<number>().as('lines')))?.lines ?? 0
  )
}

function compare(
  live: Readonly<Record<string, string>>,
  rebuilt: Readonly<Record<string, string>>,
  lines: number,
): Proof {
  const different = Object.keys(live).filter((table) => live[table] !== rebuilt[table])
  if (different.length > 0)
    return broken(
      `Dựng lại từ nhật ký ra khác ở: ${different.join(', ')}.`,
      `Rebuilt from the journal, these differ: ${different.join(', ')}.`,
    )
  return proven(
    `Dựng lại từ ${lines} dòng ra đúng dữ liệu đang dùng (${Object.keys(live).length} bảng).`,
    `Rebuilt from ${lines} lines, the data in use comes out the same (${Object.keys(live).length} tables).`,
  )
}
