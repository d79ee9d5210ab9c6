import type { ClientConfig } from 'pg'
import { gatheringSocket } from './gathering-socket.ts'
import { readTypes } from './texts.ts'

/** Everything of the city stands in this schema, so that a database may hold other things besides. */
export const schemaName = 'quay_city'

/** Whether an address is that of a PostgreSQL database: postgresql://user:password@host:port/database. */
export function isPostgresAddress(address: string): boolean {
  return ['postgres:', 'postgresql:'].includes(URL.parse(address)?.protocol ?? '')
}

const timeouts = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 15_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 20_000,
  // Above the server's own limit: it only ends waiting for a server that has fallen silent.
  query_timeout: 25_000,
}

/**
 * How to connect: what the address says (TLS by `?sslmode=verify-full` as usual) with the settings this store rests on.
 * A commit is answered when it is on the disk (PSP/1 section 10).
 */
export function connectionTo(address: string, settings: Readonly<Record<string, string>> = {}): ClientConfig {
  const all = {
    search_path: schemaName,
    synchronous_commit: 'on',
    plan_cache_mode: 'force_generic_plan',
    jit: 'off',
    ...settings,
  }
  const { connectionString, said } = withoutOptions(address)
  return {
    connectionString,
    application_name: 'quay-city',
    keepAlive: true,
    stream: gatheringSocket,
    ...timeouts,
    types: readTypes,
    // The later one counts: an address may add settings, and change none of these.
    options: [said, ...Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)].join(' '),
  }
}

/** The driver would let the settings of an address stand in place of ours. */
function withoutOptions(address: string): { readonly connectionString: string; readonly said: string } {
  const url = new URL(address)
  const said = url.searchParams.get('options')
  if (said === null) return { connectionString: address, said: '' }
  url.searchParams.delete('options')
  return { connectionString: url.href, said }
}
