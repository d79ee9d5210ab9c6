import { zstdDecompressSync } from 'node:zlib'
import type { Rows } from '../../src/city/store/store.ts'
import { pushAnswerSchema } from '../../src/contract/sync/push.ts'
import { type Bug, isPush } from './psp-bugs.ts'
import { type Handle, type Parcel, PowerCut } from './psp-city.ts'
import type { Protocol } from './psp-mutations.ts'

const linesOf = ({ body }: Parcel) => (body ? zstdDecompressSync(body).toString().trimEnd().split('\n') : [])

/** Mistakes of the city. */
export const cityBugs: readonly Bug[] = [
  {
    name: 'what is sent again is not recognised',
    shownBy: [],
    make: () => ({ rows: (rows) => ({ ...rows, lines: async () => [] }) }),
  },
  {
    name: 'ids are not compared across streams',
    shownBy: ['copy of a disk', 'old disk'],
    make: () => ({ rows: (rows) => ({ ...rows, feedLinesById: async () => [] }) }),
  },
  { name: 'forks are not noticed', shownBy: ['cloned disk'], make: forksUnnoticed },
  {
    name: 'positions are taken outside the commit',
    shownBy: [],
    make: () => ({
      rows: (rows) => ({
        ...rows,
        takePositions: async (code, count) => (await rows.takePositions(code, count + 1)) + 1,
      }),
    }),
  },
  {
    name: 'a power cut leaves half a transaction',
    shownBy: ['power cut at the city'],
    make: () => ({
      write: (store, work) =>
        store.write((rows) =>
          work(rows).catch((error: unknown) => {
            // The half that was written stays; the answer is nobody's any more.
            if (error instanceof PowerCut) return undefined as never
            throw error
          }),
        ),
    }),
  },
  { name: 'the answer comes before the commit is safe', shownBy: [], make: answeredTooSoon },
  {
    name: 'a restored city keeps its feed epoch',
    shownBy: ['backup of the city', 'restore of the city'],
    make: () => ({ restoresQuietly: true }),
  },
  { name: 'one result for a whole batch', shownBy: [], make: () => ({ handle: oneResult }) },
  {
    name: 'parked lines are forgotten',
    shownBy: [],
    make: () => ({ rows: (rows) => ({ ...rows, parkedOn: async () => [] }) }),
  },
  { name: 'a poisoned line is turned away', shownBy: [], make: () => ({ handle: poisonTurnedAway }) },
  { name: 'the feed is ordered by the clock', shownBy: ['clock'], make: () => ({ rows: byClock }) },
  { name: 'the feed passes over a line', shownBy: [], make: passedOver },
  {
    name: 'a new stream does not close the one before',
    shownBy: ['copy of a disk', 'old disk'],
    make: () => ({
      rows: (rows) => ({
        ...rows,
        saveStream: async (row) => (row.state === 'closed' ? undefined : rows.saveStream(row)),
      }),
    }),
  },
  {
    name: 'keys are not kept',
    shownBy: [],
    make: () => ({ rows: (rows) => ({ ...rows, keepSubjectKeys: async () => undefined }) }),
  },
]

/** Neither the bytes of what is there nor the hash before the next line are compared. */
function forksUnnoticed(): Partial<Protocol> {
  let previous: string | null = null
  return {
    handle: (handle) => async (parcel) => {
      const first = isPush(parcel) ? linesOf(parcel)[0] : undefined
      previous = first === undefined ? null : (JSON.parse(first) as { prev: string }).prev // the client's own line
      return handle(parcel)
    },
    rows: (rows) => ({
      ...rows,
      async stream(id) {
        const row = await rows.stream(id)
        return row && previous !== null ? { ...row, headHash: previous } : row
      },
      lines: async (stream, from, limit) => (previous === null ? rows.lines(stream, from, limit) : []),
    }),
  }
}

/** Every ninth transaction is gone with the next power cut although it was answered. */
function answeredTooSoon(): Partial<Protocol> {
  let count = 0
  return {
    async write(store, work) {
      count += 1
      if (count % 9 > 0) return store.write(work)
      class Undone extends Error {}
      const answers: Awaited<ReturnType<typeof work>>[] = []
      await store
        .write(async (rows) => {
          answers.push(await work(rows))
          throw new Undone()
        })
        .catch((error: unknown) => {
          if (!(error instanceof Undone)) throw error
        })
      // Exactly one, or the work has thrown.
      return answers[0] as Awaited<ReturnType<typeof work>>
    },
  }
}

function oneResult(handle: Handle): Handle {
  return async (parcel) => {
    const answer = await handle(parcel)
    const told = isPush(parcel) && answer.ok ? pushAnswerSchema.safeParse(await answer.clone().json()) : null
    if (!told?.success) return answer
    const { results } = told.data
    const { status } = results[0] ?? { status: 'accepted' }
    const same = results.map(({ seq, id, pos }) => ({ seq, id, pos, status }))
    return Response.json({ ...told.data, results: same }, { headers: answer.headers })
  }
}

function poisonTurnedAway(handle: Handle): Handle {
  return async (parcel) => {
    if (!isPush(parcel) || !linesOf(parcel).some((line) => line.includes('"poison"'))) return handle(parcel)
    const problem = {
      type: 'urn:psp1:problem:malformed',
      title: '-',
      status: 422,
      code: 'malformed',
      detail: '-',
      retry: 'never',
    }
    return Response.json(problem, { status: 422 })
  }
}

function byClock(rows: Rows): Rows {
  return {
    ...rows,
    async feed(ward, after, limit) {
      const items = await rows.feed(ward, after, limit)
      const sorted = items.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
      return sorted.map((item, index) => ({ ...item, pos: items[index]?.pos ?? item.pos }))
    },
  }
}

/** As a cursor over numbers given out before the commit does: now and then the first new line is not seen yet. */
function passedOver(): Partial<Protocol> {
  let reads = 0
  return {
    rows: (rows) => ({
      ...rows,
      async feed(ward, after, limit) {
        reads += 1
        const items = await rows.feed(ward, after, limit)
        return reads % 3 > 0
          ? items
          : items.slice(1).map((item, index) => ({ ...item, pos: after + 1 + index }))
      },
    }),
  }
}
