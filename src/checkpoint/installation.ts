import { type CheckpointConfig, checkpointConfigSchema } from '../contract/sync/checks.ts'
import type { Database } from './database.ts'

/**
 * Which city this page belongs to. `foreign`: the server now names other root keys than those pinned at installation;
 * nothing of it is taken and nothing sent to it. `config` is always the pinned one; null before the first answer.
 */
export type Installation = { readonly config: CheckpointConfig | null; readonly foreign: boolean }

const patienceMs = 10_000

/** Pins what the server says at the first answer, and compares from then on. Works from what is pinned without one. */
export async function installed(database: Database, ask: typeof fetch = fetch): Promise<Installation> {
  const pinned = await database.kept('installation')
  const said = await askConfig(ask)
  if (!said) return { config: pinned, foreign: false }
  if (!pinned) {
    await database.keep('installation', said)
    return { config: said, foreign: false }
  }
  return { config: pinned, foreign: !isSameCity(pinned, said) }
}

function isSameCity(pinned: CheckpointConfig, said: CheckpointConfig): boolean {
  if (pinned.training !== said.training || pinned.roots.length !== said.roots.length) return false
  return said.roots.every((root) => pinned.roots.includes(root))
}

/** Null for anything that is no such answer: no network, a captive portal's page. */
async function askConfig(ask: typeof fetch): Promise<CheckpointConfig | null> {
  try {
    const response = await ask('/checkpoint/config.json', {
      cache: 'no-store',
      redirect: 'error',
      signal: patience(patienceMs),
    })
    const read = response.ok ? checkpointConfigSchema.safeParse(await response.json()) : null
    return read?.success ? read.data : null
  } catch {
    return null
  }
}

/** Gives up after some time. (The oldest browsers of the checkpoints have no `AbortSignal.timeout`.) */
export function patience(ms: number): AbortSignal {
  const giveUp = new AbortController()
  setTimeout(() => giveUp.abort(), ms)
  return giveUp.signal
}
