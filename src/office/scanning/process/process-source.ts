import { processClock, type ScanClock } from '../scan-stream.ts'
import type { OpenReader, Reader, ReaderEvents, ScanSource } from '../sources.ts'
import type { FromReaders, ReaderProcess, StartReaderProcess, ToReaders } from './messages.ts'

/** The reader process has ended, by a fault of a driver or while it was being asked; it is started again. */
class ReaderProcessEnded extends Error {
  override readonly name = 'ReaderProcessEnded'
  readonly code = 'reader-process-ended'
}

/** How long (ms) it stays down after the first, second, … crash in a row; the last for all further ones. */
const restartAfter = [0, 1000, 5000, 30_000] as const
/** A process that has not answered for this long (ms) hangs in a driver and is ended. */
const answersWithin = 10_000
/** A process that has lived this long (ms) starts the row anew. */
const livedLong = 60_000

type Without<T, Key extends string> = T extends unknown ? Omit<T, Key> : never
type Question = Without<ToReaders, 'ask'>

/**
 * Sources of the given names whose drivers live in a process of their own. It is started when first needed; when it
 * ends, its readers are gone as if unplugged, and it is started again with growing pauses.
 */
export function processSources(
  names: readonly string[],
  start: StartReaderProcess,
  clock: ScanClock = processClock,
): ScanSource[] {
  const link = createLink(start, clock)
  return names.map((name) => ({
    name,
    readers: () => link.ask({ what: 'find', source: name }),
    open: (reader, events) => openReader(link, reader, events),
    watch: link.watch,
    close: async () => link.close(),
  }))
}

/** Who waits for an answer. */
type Waiting = { done(readers: readonly Reader[]): void; failed(error: Error): void }
type Link = ReturnType<typeof createLink>

async function openReader(link: Link, reader: Reader, events: ReaderEvents): Promise<OpenReader> {
  const handle = link.listen(events)
  try {
    await link.ask({ what: 'open', reader, handle })
  } catch (error) {
    link.forget(handle)
    throw error
  }
  return {
    reader,
    async close() {
      if (!link.forget(handle)) return
      // A process that has ended has closed everything.
      await link.ask({ what: 'close', handle }).catch(() => undefined)
    },
  }
}

/** The running process, the questions it owes an answer to, and the readers it has open. */
function createLink(start: StartReaderProcess, clock: ScanClock) {
  const restarts = createRestarts(clock)
  const questions = new Map<number, Waiting>()
  const open = new Map<number, ReaderEvents>()
  let last = 0
  let running: ReaderProcess | null = null

  function began(): ReaderProcess {
    restarts.assertAllowed()
    const begun = start()
    restarts.began()
    begun.onMessage(receive)
    begun.onEnd((how) => {
      if (running === begun) ended(how)
    })
    running = begun
    return begun
  }

  function receive(message: FromReaders): void {
    if ('ask' in message) {
      const question = questions.get(message.ask)
      questions.delete(message.ask)
      if ('readers' in message) question?.done(message.readers)
      else question?.failed(Object.assign(new Error(message.error.message), { code: message.error.code }))
      return
    }
    const events = open.get(message.handle)
    if ('raw' in message) events?.raw?.(message.raw)
    else if ('scan' in message) events?.scanned(message.scan)
    else if (open.delete(message.handle)) events?.gone(message.gone)
  }

  function ended(how: string): void {
    running = null
    restarts.ended()
    const error = new ReaderProcessEnded(`the process of the USB readers ended (${how})`)
    const lost = [...open.values()]
    const asked = [...questions.values()]
    open.clear()
    questions.clear()
    for (const question of asked) question.failed(error)
    for (const events of lost) events.gone(error.message)
  }

  return {
    watch: restarts.watch,
    async ask(question: Question): Promise<readonly Reader[]> {
      const child = running ?? began()
      last += 1
      const ask = last
      const cancel = clock.after(answersWithin, () => child.end())
      const answer = new Promise<readonly Reader[]>((done, failed) => questions.set(ask, { done, failed }))
      child.send({ ...question, ask })
      return answer.finally(cancel)
    },
    listen(events: ReaderEvents): number {
      last += 1
      open.set(last, events)
      return last
    },
    forget: (handle: number) => open.delete(handle),
    close(): void {
      const child = running
      running = null
      restarts.stop()
      open.clear()
      child?.end()
    },
  }
}

/** When the process may be started again, and who wants to know that it may. */
function createRestarts(clock: ScanClock) {
  let crashes = 0
  let begunAt = 0
  let notBefore = Number.NEGATIVE_INFINITY
  let cancel: () => void = () => undefined
  const watchers = new Set<() => void>()
  return {
    began() {
      begunAt = clock.now()
    },
    ended() {
      if (clock.now() - begunAt >= livedLong) crashes = 0
      const wait = restartAfter[Math.min(crashes, restartAfter.length - 1)] ?? 0
      crashes += 1
      notBefore = clock.now() + wait
      cancel()
      cancel = clock.after(wait, () => watchers.forEach((changed) => changed()))
    },
    assertAllowed() {
      const left = notBefore - clock.now()
      // A clock set back must not keep the readers out: no pause is longer than the longest.
      if (left <= 0 || left > (restartAfter.at(-1) ?? 0)) return
      const seconds = Math.ceil(left / 1000)
      throw new ReaderProcessEnded(`the process of the USB readers keeps ending; next try in ${seconds} s`)
    },
    watch(changed: () => void): () => void {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    stop: () => cancel(),
  }
}
