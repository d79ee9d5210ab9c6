import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Client } from 'pg'
import type { StoreBackup } from '../store.ts'
import { connectionTo, schemaName } from './address.ts'
import { failureOf } from './failures.ts'

/** Copies of the city's schema by PostgreSQL's own pg_dump and pg_restore, which stand on this machine's path. */
export const postgresBackup: StoreBackup = {
  async write(address, file) {
    await run(address, 'pg_dump', ['--format=custom', `--schema=${schemaName}`, `--file=${file}`])
    // Its table of contents is read back: a dump that was cut has none.
    await run(address, 'pg_restore', ['--list', file], false)
  },
  async read(file, address) {
    await makeRoom(address)
    await run(address, 'pg_restore', ['--exit-on-error', '--single-transaction', '--no-owner', file])
  },
}

/** The tables of a city that never began may go; anything else stays, and nothing is restored over it. */
async function makeRoom(address: string): Promise<void> {
  const client = new Client(connectionTo(address))
  // A connection that breaks fails the statement under way.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ table: string | null }>(
      `SELECT to_regclass('${schemaName}.ward')::text AS table`,
    )
    const isFounded = (rows[0]?.table ?? null) !== null
    if (isFounded && (await client.query(`SELECT 1 FROM ${schemaName}.ward LIMIT 1`)).rows.length > 0)
      throw new Occupied('there is a city in that database already')
    await client.query(`DROP SCHEMA IF EXISTS ${schemaName} CASCADE`)
  } catch (error) {
    if (error instanceof Occupied) throw error
    throw new Error(`the city database cannot be used: ${failureOf(error).message}`, { cause: error })
  } finally {
    await client.end()
  }
}

class Occupied extends Error {}

/** Runs a program of PostgreSQL; the password goes by the environment, where other users do not see it. */
async function run(
  address: string,
  program: string,
  args: readonly string[],
  isOnline = true,
): Promise<void> {
  const url = new URL(address)
  const password = decodeURIComponent(url.password)
  url.password = ''
  const place = isOnline ? [`--dbname=${url.href}`] : []
  const child = spawn(program, [...place, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...(password === '' ? {} : { PGPASSWORD: password }) },
  })
  let told = ''
  child.stderr.on('data', (part) => (told += String(part)))
  const [code] = await Promise.race([
    once(child, 'close'),
    once(child, 'error').then(() => {
      throw new Error(`${program} cannot be run here: install the PostgreSQL client of the server's version`)
    }),
  ])
  if (code !== 0) throw new Error(`${program} failed: ${told.split('\n')[0] ?? ''}`)
}
