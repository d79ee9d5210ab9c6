import type { Database } from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { up as foundation } from './migrations/0001-foundation.ts'
import { up as readerProfiles } from './migrations/0002-reader-profiles.ts'
import { up as personAliases } from './migrations/0003-person-aliases.ts'
import { up as rulePacks } from './migrations/0004-rule-packs.ts'
import { up as seals } from './migrations/0005-seals.ts'
import { up as populationExtract } from './migrations/0006-population-extract.ts'
import { up as gateChecks } from './migrations/0007-gate-checks.ts'
import { up as replacedInSession } from './migrations/0008-replaced-in-session.ts'
import { up as households } from './migrations/0009-households.ts'
import { up as batches } from './migrations/0011-batches.ts'
import { up as pastStreams } from './migrations/0012-past-streams.ts'
import { up as notices } from './migrations/0014-notices.ts'
import { up as printing } from './migrations/0015-printing.ts'
import { up as linesOfOthers } from './migrations/0016-lines-of-others.ts'
import { up as stock } from './migrations/0017-stock.ts'
import { up as removals } from './migrations/0018-removals.ts'
import { up as usedUp } from './migrations/0019-used-up.ts'

/** Every migration, in order; forward only. Released ones keep their text and their name; a number left out never was. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-foundation': { up: foundation },
  '0002-reader-profiles': { up: readerProfiles },
  '0003-person-aliases': { up: personAliases },
  '0004-rule-packs': { up: rulePacks },
  '0005-seals': { up: seals },
  '0006-population-extract': { up: populationExtract },
  '0007-gate-checks': { up: gateChecks },
  '0008-replaced-in-session': { up: replacedInSession },
  '0009-households': { up: households },
  '0011-batches': { up: batches },
  '0012-past-streams': { up: pastStreams },
  '0014-notices': { up: notices },
  '0015-printing': { up: printing },
  '0016-lines-of-others': { up: linesOfOthers },
  '0017-stock': { up: stock },
  '0018-removals': { up: removals },
  '0019-used-up': { up: usedUp },
}

/** The schema version this program writes, kept in `PRAGMA user_version`. */
export const schemaVersion = Object.keys(migrations).length

/**
 * Kysely's SQLite adapter says DDL is not transactional, though in SQLite it is (Kysely issue 56). Without this a power
 * cut inside a migration leaves half of it behind and every later start fails.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class TransactionalDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

/**
 * Brings the schema up to date; each call is one transaction that happens wholly or not at all.
 * Foreign keys are switched by the caller outside of it. Throws what SQLite says.
 */
export async function migrate(
  database: Database,
  list: Readonly<Record<string, Migration>> = migrations,
  dialect: typeof SqliteDialect = TransactionalDialect,
): Promise<void> {
  const kysely = new Kysely<unknown>({ dialect: new dialect({ database }) })
  // The Kysely instance is not destroyed: that would close the connection, which the store owns.
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => ({ ...list }) } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  database.pragma(`user_version = ${Object.keys(list).length}`)
}
