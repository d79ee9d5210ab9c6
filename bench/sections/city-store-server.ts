import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCity } from '../../src/city/city.ts'
import { openCityKeys, receiptKeyOf } from '../../src/city/keys.ts'
import { ask, startPostgres } from '../../src/city/store/postgres/testing/server.ts'
import { storeAt, storeKinds } from '../../src/city/store/registry.ts'
import { checkCity } from './city-check.ts'
import type { VirtualDesk } from './city-desks-load.ts'
import { enrolDesks, type LoadDesk } from './city-store-load.ts'

/** A city server in a process of its own, over one kind of store, with its PCs. */
export type ServedCity = {
  readonly address: string
  readonly desks: LoadDesk[]
  /** CPU milliseconds so far: of the city's process, and of the database's. NaN where the system does not tell. */
  cpu(): { readonly city: number; readonly database: number }
  /** Looks whether all that was acknowledged is there; throws when it is not. */
  check(desks: readonly VirtualDesk[]): Promise<string>
  /** Bytes the store takes on the disk, written out. */
  bytes(): Promise<number>
  close(): Promise<void>
}

type Below = {
  /** In the city's environment. */
  readonly database: string
  processes(): number[]
  bytes(folder: string): Promise<number>
  stop(): Promise<void>
}

/** Founds a city, enrols its PCs and serves it from then on as `npm run city` does. */
export async function serveCity(
  kind: 'sqlite' | 'postgres',
  wards: number,
  desks: number,
): Promise<ServedCity> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-city-'))
  const below = kind === 'sqlite' ? sqliteBelow() : await postgresBelow()
  const store = below.database === '' ? storeKinds[0] : storeAt(below.database)
  const founding = await openCity({ dataDir, clock: { now: Date.now }, store })
  const address = await founding.listen(0)
  const enrolled = await enrolDesks({ city: founding, address }, wards, desks)
  await founding.close()
  const program = join(import.meta.dirname, '../../src/city/main.ts')
  const child = spawn(process.execPath, [program, '--data', dataDir], {
    env: { ...process.env, DATABASE_URL: below.database },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [first] = await once(child.stdout, 'data')
  const said: { address: string } = JSON.parse(String(first))
  return {
    address: said.address,
    desks: enrolled,
    cpu: () => ({ city: cpuOf([child.pid ?? 0]), database: cpuOf(below.processes()) }),
    async check(virtual) {
      const keys = await openCityKeys(join(dataDir, 'keys'))
      const looking = await (store ?? storeKinds[0]).open(below.database || dataDir)
      try {
        return await checkCity(looking, receiptKeyOf(keys), virtual)
      } finally {
        await looking.close()
      }
    },
    bytes: () => below.bytes(dataDir),
    async close() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      await below.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function sqliteBelow(): Below {
  const sizeOf = (file: string) => (existsSync(file) ? statSync(file).size : 0)
  return {
    database: '',
    processes: () => [],
    bytes: async (folder) => sizeOf(join(folder, 'city.sqlite')),
    stop: async () => undefined,
  }
}

async function postgresBelow(): Promise<Below> {
  // As Debian ships it, but for the memory; vacuuming and checkpoints belong to what is measured.
  const server = await startPostgres({
    autovacuum: 'on',
    checkpoint_timeout: '5min',
    max_wal_size: '1GB',
    shared_buffers: '512MB',
  })
  const database = await server.database()
  return {
    database,
    processes: () => server.processes(),
    async bytes() {
      const [row] = await ask(
        database,
        `SELECT sum(pg_total_relation_size(c.oid))::text AS bytes FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'quay_city' AND c.relkind = 'r'`,
      )
      return Number(row?.['bytes'])
    },
    stop: () => server.stop(),
  }
}

const ticksPerSecond = 100

function cpuOf(pids: readonly number[]): number {
  if (process.platform !== 'linux') return Number.NaN
  return pids.reduce((sum, pid) => sum + ticksOf(pid) * (1000 / ticksPerSecond), 0)
}

/** User and system time of a process that may have ended meanwhile, and of those it has seen end. */
function ticksOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
  } catch {
    return 0
  }
}
