import type { Desk } from '../../desk.ts'
import { lineHash, readLine } from '../../journal/line.ts'
import { dropPassed, type ReadLine } from '../../journal/others.ts'
import type { Missed } from '../../journal/shared-subjects.ts'
import { project } from '../../projection.ts'
import { keepNeighbours } from './feed-items.ts'
import { lastTold, untoldOf } from './neighbour-streams.ts'

/** What of another PC's lines could not be shown here stands in the log, without anything of its content. */
export function reportMissed(desk: Desk, missed: readonly Missed[]): void {
  for (const { type, why } of missed)
    desk.ports.log({ level: 'error', what: 'line-of-another-pc-not-shown', type, why })
}

/** What follows when lines of other PCs were kept: search and pages know of them, own lines come after them in time. */
export function metOthers(desk: Desk, lamport: number): void {
  desk.journal.sawLamport(lamport)
  desk.meetPeople()
  desk.notify('sync', 'cases', 'households', 'batches')
}

/** Kept of one stream at most: weeks of a busy counter. */
export const mostOfStream = { lines: 10_000, bytes: 32 * 1024 * 1024 }
/** So many lines are taken at once: people at the desk must not wait for a long list that arrives. */
const linesAtOnce = 50

/**
 * Takes lines of the ward's other PCs that came by way of its hub: exact lines, proved by whoever carried them to be of
 * a PC of the ward. What is known already changes nothing; what the city has told otherwise is left out. Where lines
 * contradict those known by a hub alone, their PC was put back from an older copy: the newer word counts, and what it
 * lost is gone here. The keys to read them are wanted as those of the feed are.
 */
export async function hearNeighbours(desk: Desk, lines: readonly string[]): Promise<void> {
  const streams = Map.groupBy(lines.flatMap(readWhole), ({ event }) => event.stream)
  for (const [stream, told] of streams) await hearStream(desk, stream, told)
}

function readWhole(line: string): ReadLine[] {
  const event = readLine(line)
  return event ? [{ line, event }] : []
}

async function hearStream(desk: Desk, stream: string, said: readonly ReadLine[]): Promise<void> {
  const passed = lastTold(desk.store, stream)?.seq ?? 0
  const told = said.filter(({ event }) => event.seq > passed)
  const [first] = told
  if (!first) return
  const here = untoldOf(desk.store, stream)
  const hashes = new Map(here.map(({ seq, hash }) => [seq, hash]))
  const contradicts = (seq: number, hash: string) => (hashes.get(seq) ?? hash) !== hash
  const isAnew =
    contradicts(first.event.seq - 1, first.event.prev) ||
    told.some(({ line, event }) => contradicts(event.seq, lineHash(line)))
  const isJoined = !contradicts(first.event.seq - 1, first.event.prev)
  const kept = isAnew && isJoined ? here.filter(({ seq }) => seq < first.event.seq) : []
  const all = [...kept.flatMap(({ line }) => readWhole(line)), ...told]
  const room = mostOfStream.lines - (isAnew ? 0 : here.length)
  await take(desk, all.slice(0, Math.max(0, room)), isAnew ? stream : null)
}

async function take(desk: Desk, lines: readonly ReadLine[], anew: string | null): Promise<void> {
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    const { missed, lamport } = desk.store.transact((tx) => {
      if (anew !== null && from === 0) dropPassed(tx, [wholeStream(anew)], project)
      return keepNeighbours(tx, lines.slice(from, from + linesAtOnce))
    })
    reportMissed(desk, missed)
    metOthers(desk, lamport)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The place behind every line of a stream. */
export function wholeStream(stream: string): { readonly stream: string; readonly seq: number } {
  return { stream, seq: Number.MAX_SAFE_INTEGER }
}
