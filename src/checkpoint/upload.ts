import {
  checksAnswerSchema,
  maxChecksPerBatch,
  type PairingAnswer,
  pairingAnswerSchema,
} from '../contract/sync/checks.ts'
import type { Database, LoggedCheck } from './database.ts'
import { patience } from './installation.ts'

/**
 * How sending went. Nothing is lost in any of them: what was not confirmed waits. `refused`: the city does not take
 * what this page sends (another version); `unpaired`: no secret, or one that the city does not know.
 */
export type Sent = 'all' | 'unpaired' | 'no-answer' | 'later' | 'refused'

const patienceMs = 30_000

/**
 * Sends the checks that wait, in batches of one place each, until none is left or the line fails. `held` is the check
 * on the screen: its comparison may still come. A check is marked as sent only when the city has said that it keeps it.
 */
export async function sendWaiting(
  database: Database,
  held: string | null,
  ask: typeof fetch = fetch,
): Promise<Sent> {
  for (;;) {
    const waiting = (await database.unsent(maxChecksPerBatch + 1)).filter(({ id }) => id !== held)
    const batch = ofOnePlace(waiting).slice(0, maxChecksPerBatch)
    const [first] = batch
    if (!first) return 'all'
    const secret = await database.kept('secret')
    if (secret === null) return 'unpaired'
    const body = JSON.stringify({ place: first.place, checks: batch.map(({ check }) => check) })
    const sent = await post(ask, 'checks', body, secret)
    if (sent === 'unpaired') await database.drop('secret')
    if (typeof sent === 'string') return sent
    if (!checksAnswerSchema.safeParse(sent.answer).success) return 'no-answer'
    await database.markSent(batch.map(({ id }) => id))
  }
}

/** Pairs this device with the city by a code and keeps the secret. */
export async function pairBy(code: string, database: Database, ask: typeof fetch = fetch): Promise<Sent> {
  const sent = await post(ask, 'pairings', JSON.stringify({ code }), null)
  if (typeof sent === 'string') return sent
  const answer: { success: boolean; data?: PairingAnswer } = pairingAnswerSchema.safeParse(sent.answer)
  if (!answer.data) return 'no-answer'
  await database.keep('secret', answer.data.secret)
  return 'all'
}

function ofOnePlace(waiting: readonly LoggedCheck[]): LoggedCheck[] {
  const place = JSON.stringify(waiting[0]?.place)
  return waiting.filter((logged) => JSON.stringify(logged.place) === place)
}

type Posted = Exclude<Sent, 'all'> | { readonly answer: unknown }

async function post(
  ask: typeof fetch,
  path: 'checks' | 'pairings',
  body: string,
  secret: string | null,
): Promise<Posted> {
  try {
    const response = await ask(`/checkpoint/v1/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      },
      body,
      redirect: 'error',
      signal: patience(patienceMs),
    })
    if (response.ok) return { answer: await response.json() }
    return refusalOf(response.status)
  } catch {
    return 'no-answer'
  }
}

function refusalOf(status: number): Exclude<Sent, 'all'> {
  if (status === 401 || status === 403) return 'unpaired'
  if (status === 429 || status === 503) return 'later'
  return status === 413 || status === 422 ? 'refused' : 'no-answer'
}
