import { Client } from 'pg'
import { connectionTo, schemaName } from './address.ts'
import { failureOf } from './failures.ts'
import { schemaSteps } from './schema.ts'

/** One program at a time brings the tables up to date, however many servers start. */
const migrationLock = 1_347_637_248
const oldestServer = 140_000

/**
 * Brings the database up to date and looks at the settings a receipt rests on. Throws with a sentence for the operator;
 * it never repeats the address.
 */
export async function prepareDatabase(address: string): Promise<void> {
  const client = new Client({ ...connectionTo(address), statement_timeout: 0, query_timeout: 0 })
  // A connection that breaks fails the statement under way; there is nothing else to do about it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await checkServer(client)
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await takeSteps(client)
    await client.query("DELETE FROM write_mark WHERE at < now() - interval '7 days'")
  } catch (error) {
    throw sentenceOf(error)
  } finally {
    await client.end()
  }
}

/** A database that answers, and that this program must not use. */
class Unsuitable extends Error {}

function sentenceOf(error: unknown): Error {
  if (error instanceof Unsuitable) return error
  return new Error(`the city database cannot be used: ${failureOf(error).message}`)
}

/** What must hold for "committed" to mean "on the disk", and for texts to be what they are. */
async function checkServer(client: Client): Promise<void> {
  const expected = { server_encoding: 'UTF8', fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }
  for (const [name, value] of Object.entries(expected)) {
    const found = await settingOf(client, name)
    if (found !== value) throw new Unsuitable(`the city database has ${name} = ${found}, not ${value}`)
  }
  const version = Number(await settingOf(client, 'server_version_num'))
  if (version < oldestServer) throw new Unsuitable('the city database needs PostgreSQL 14 or newer')
}

async function settingOf(client: Client, name: string): Promise<string> {
  const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [name])
  return rows[0]?.value ?? ''
}

/** Takes the steps this database has not seen yet, all or none; never touches one of a newer program. */
async function takeSteps(client: Client): Promise<void> {
  await client.query('BEGIN')
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schemaName}`)
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_step(step integer PRIMARY KEY, taken_at timestamptz NOT NULL)',
  )
  const { rows } = await client.query<{ taken: number }>(
    'SELECT coalesce(max(step), 0) AS taken FROM schema_step',
  )
  const taken = rows[0]?.taken ?? 0
  if (taken > schemaSteps.length)
    throw new Unsuitable(`this city database has version ${taken}; this program knows ${schemaSteps.length}`)
  for (const [index, step] of schemaSteps.entries()) {
    if (index < taken) continue
    await client.query(step)
    await client.query('INSERT INTO schema_step(step, taken_at) VALUES ($1, now())', [index + 1])
  }
  await client.query('COMMIT')
}
