import { randomUUID } from 'node:crypto'
import { type Bug, isPush } from './psp-bugs.ts'
import { type DiskAccess, fedWith, headOf, newestOf, withAnswer } from './psp-disk.ts'
import { ward } from './psp-city.ts'
import { imitate, impostorKey } from './psp-impostor.ts'
import type { Protocol } from './psp-mutations.ts'

const statePath = /\/streams\/[^/]+$/
const addressOf = (input: string | URL | Request) => (input instanceof Request ? input.url : input.toString())

/** Mistakes of the PC. */
export const deskBugs: readonly Bug[] = [
  {
    name: 'lines count as sent when they are sent, and heads are not compared',
    shownBy: ['backup of the city', 'restore of the city'],
    make: () => ({
      fetch: (travel, access) =>
        blindly(async (input, init) => {
          if (isPush({ method: init?.method ?? '', url: addressOf(input) })) markSent(access())
          return travel(input, init)
        }, access),
    }),
  },
  {
    name: 'heads are not compared',
    shownBy: ['backup of the city', 'restore of the city'],
    make: () => ({ fetch: (travel, access) => blindly(travel, access) }),
  },
  {
    name: 'a receipt by any key is believed',
    shownBy: [],
    make: anyKeyBelieved,
  },
  {
    name: 'the feed’s cursor is written before its items',
    shownBy: ['crash in a transaction'],
    make: () => ({
      journal: (journal, access) => ({
        ...journal,
        applyFeed(items, cursor) {
          access.set({ ...access.get(), cursor })
          access.crash('before')
          access.set({ ...access.get(), ...fedWith(access.get(), items) })
          access.crash('after')
        },
      }),
    }),
  },
  {
    name: 'what is acknowledged is written before its results',
    shownBy: ['crash in a transaction'],
    make: () => ({
      journal: (journal, access) => ({
        ...journal,
        saveAnswer(answer) {
          access.set(withAnswer(access.get(), access.at, { ...answer, results: [] }))
          access.crash('before')
          journal.saveAnswer(answer)
        },
      }),
    }),
  },
  {
    name: 'acknowledged lines are thrown away',
    shownBy: ['backup of the city', 'restore of the city'],
    make: () => ({
      journal: (journal) => ({
        ...journal,
        lines: (from, limit) => journal.lines(from, limit).filter(({ seq }) => seq > journal.ackedSeq() - 1),
      }),
    }),
  },
  { name: 'lines are written anew for each sending', shownBy: [], make: writtenAnew },
  {
    name: 'keys are sent once only',
    shownBy: ['backup of the city', 'restore of the city'],
    make: () => {
      let sent = 0
      return {
        journal: (journal) => ({
          ...journal,
          subjectKeys(from, to) {
            const first = Math.max(from, sent + 1)
            sent = Math.max(sent, to)
            return journal.subjectKeys(first, to)
          },
        }),
      }
    },
  },
  {
    name: 'lines are told again under new ids',
    shownBy: ['copy of a disk', 'old disk'],
    make: () => ({ sayAgain: (written) => (written.id === '' ? written : { ...written, id: randomUUID() }) }),
  },
  {
    name: 'a restored PC goes on in its old stream',
    shownBy: ['copy of a disk', 'old disk'],
    make: () => ({ journal: ({ openAnew: _none, ...journal }) => journal }),
  },
]

/** And every fourth push meets somebody who signs with a key of his own. */
function anyKeyBelieved(): Partial<Protocol> {
  let pushes = 0
  return {
    receiptKeys: (pinned) => [...pinned, impostorKey],
    fetch: (travel) => async (input, init) => {
      const [method, url] = [init?.method ?? 'GET', addressOf(input)]
      if (!isPush({ method, url }) || !(init?.body instanceof Uint8Array)) return travel(input, init)
      pushes += 1
      return pushes % 4 > 0 ? travel(input, init) : imitate({ method, url, body: init.body }, { ward })
    },
  }
}

function markSent(access: DiskAccess): void {
  const disk = access.get()
  const stream = disk.streams[access.at] ?? newestOf(disk)
  access.set({ ...disk, streams: disk.streams.with(access.at, { ...stream, acked: headOf(stream).seq }) })
}

/** The city seems always to have what the PC has. */
function blindly(travel: typeof fetch, access: () => DiskAccess): typeof fetch {
  return async (input, init) => {
    const answer = await travel(input, init)
    if (init?.method !== 'GET' || !statePath.test(addressOf(input)) || !answer.ok) return answer
    const { seq, hash } = headOf(access().get().streams[access().at] ?? newestOf(access().get()))
    const told: object = await answer.json().catch(() => ({})) // whatever it is, the client looks at it
    return Response.json({ ...told, headSeq: seq, headHash: hash }, { headers: answer.headers })
  }
}

function writtenAnew(): Partial<Protocol> {
  let times = 0
  return {
    journal: (journal) => ({
      ...journal,
      lines: (from, limit) =>
        journal
          .lines(from, limit)
          .map((row) => ({ ...row, line: row.line.replace('"boot":"b"', `"boot":"${(times += 1)}"`) })),
    }),
  }
}
