/* oxlint-disable unicorn/require-post-message-target-origin -- a process's port has no origin */
import type { MessagePortMain } from 'electron'
import { faultProblem } from '../contract/refusals.ts'
import type { Ports } from '../office/ports.ts'
import { crashCounter } from './crashes.ts'
import type {
  Account,
  FromOffice,
  Fulfilled,
  OfficeRequest,
  OfficeResponse,
  Opening,
  ToOffice,
  Wish,
} from './messages.ts'
import { type HelperParts, type HelperProcesses, helperProcesses } from './helper-processes.ts'

/** How long a request waits for an office that is starting, in milliseconds. */
const patienceMs = 60_000
const closingMs = 10_000

/** The office's process, as far as the link needs it: Electron's UtilityProcess. */
export type OfficeProcess = {
  postMessage(message: ToOffice, transfer?: MessagePortMain[]): void
  kill(): boolean
  on(event: 'message', listener: (message: FromOffice) => void): void
  on(event: 'exit', listener: (code: number) => void): void
}

/** What the link needs from main. */
export type LinkOptions = {
  readonly fork: () => OfficeProcess
  /** How the processes for drivers are made, which the office cannot start itself. */
  readonly helpers: HelperParts
  readonly opening: Opening
  readonly fulfil: (wish: Wish) => Promise<Fulfilled>
  readonly log: Ports['log']
  readonly now: () => number
  readonly onReady: (accounts: readonly Account[]) => void
  readonly onChanges: (topics: readonly string[]) => void
  /** The third crash in a minute: no further restart until `retry`. */
  readonly onGivenUp: () => void
}

/** Main's end of the office. Never throws: an office that is down answers 503 as a fault that can be tried again. */
export type OfficeLink = {
  fetch(request: OfficeRequest): Promise<OfficeResponse>
  /**
   * Closes the office and opens another in its place; requests wait for it meanwhile. Only a running office can be
   * left: otherwise nothing happens and the answer is false.
   */
  reopen(opening: Opening): boolean
  /** Starts again after the link gave up; otherwise nothing. */
  retry(): void
  /** Closes the office cleanly; kills it when that takes longer than ten seconds. */
  close(): Promise<void>
}

type Link = {
  readonly options: LinkOptions
  readonly crashes: ReturnType<typeof crashCounter>
  readonly pending: Map<number, (response: OfficeResponse) => void>
  /** `leaving`: the running office is closing, to make room for another. */
  phase: 'starting' | 'ready' | 'leaving' | 'given-up' | 'closing'
  opening: Opening
  /** Requests waiting for an office that is on its way. */
  waiting: (() => void)[]
  running: OfficeProcess | null
  helpers: HelperProcesses | null
  lastId: number
  closed: () => void
}

/** Starts the office in a process of its own and keeps it running. */
export function openOfficeLink(options: LinkOptions): OfficeLink {
  const link: Link = {
    options,
    crashes: crashCounter(),
    pending: new Map(),
    phase: 'starting',
    opening: options.opening,
    waiting: [],
    running: null,
    helpers: null,
    lastId: 0,
    closed: () => {},
  }
  start(link)
  return {
    async fetch(request) {
      if (link.phase === 'starting' || link.phase === 'leaving')
        await new Promise<void>((go) => link.waiting.push(limited(go, patienceMs)))
      return send(link, request)
    },
    reopen(opening) {
      const { running } = link
      if (link.phase !== 'ready' || running === null) return false
      link.phase = 'leaving'
      link.opening = opening
      const late = setTimeout(() => running.kill(), closingMs)
      running.on('exit', () => clearTimeout(late))
      running.postMessage({ kind: 'close' })
      return true
    },
    retry() {
      if (link.phase !== 'given-up') return
      link.crashes.forget()
      link.phase = 'starting'
      start(link)
    },
    close: () =>
      new Promise((resolve) => {
        settle(link, 'closing')
        if (link.running === null) return resolve()
        link.closed = limited(resolve, closingMs, () => link.running?.kill())
        link.running.postMessage({ kind: 'close' })
      }),
  }
}

function start(link: Link): void {
  const office = link.options.fork()
  link.running = office
  link.helpers = helperProcesses(link.options.helpers, (message, transfer) =>
    office.postMessage(message, transfer),
  )
  office.on('message', (message) => receive(link, office, message))
  office.on('exit', (code) => ended(link, code))
  office.postMessage({ kind: 'open', opening: link.opening })
}

function settle(link: Link, phase: Link['phase']): void {
  link.phase = phase
  for (const go of link.waiting) go()
  link.waiting = []
}

function receive(link: Link, office: OfficeProcess, message: FromOffice): void {
  const { options, pending } = link
  switch (message.kind) {
    case 'ready':
      if (link.phase === 'starting') settle(link, 'ready')
      return options.onReady(message.accounts)
    case 'response':
      pending.get(message.id)?.(message.response)
      pending.delete(message.id)
      return
    case 'changes':
      return options.onChanges(message.topics)
    case 'log':
      return options.log(message.line)
    case 'start-helper':
      return link.helpers?.start(message.helper, message.id)
    case 'end-helper':
      return link.helpers?.end(message.helper, message.id)
    case 'wish':
      return grant(office, options, message.id, message.wish)
  }
}

function ended(link: Link, code: number): void {
  link.running = null
  link.helpers?.endAll()
  for (const answer of link.pending.values()) answer(unavailable())
  link.pending.clear()
  if (link.phase === 'closing') return link.closed()
  if (link.phase === 'leaving') {
    link.phase = 'starting'
    return start(link)
  }
  link.options.log({ level: 'error', what: 'office-process-ended', code })
  const verdict = link.crashes.crashed(link.options.now())
  if (verdict.restart) {
    link.phase = 'starting'
    setTimeout(() => link.phase === 'starting' && start(link), verdict.afterMs)
  } else {
    settle(link, 'given-up')
    link.options.onGivenUp()
  }
}

function send(link: Link, request: OfficeRequest): Promise<OfficeResponse> {
  const office = link.running
  if (link.phase !== 'ready' || office === null) return Promise.resolve(unavailable())
  link.lastId += 1
  const id = link.lastId
  return new Promise((resolve) => {
    link.pending.set(id, resolve)
    office.postMessage({ kind: 'request', id, request })
  })
}

function grant(office: OfficeProcess, options: LinkOptions, id: number, wish: Wish): void {
  options.fulfil(wish).then(
    (fulfilled) => office.postMessage({ kind: 'fulfilled', id, fulfilled }),
    (error: unknown) => {
      options.log({ level: 'error', what: 'wish-failed', wish: wish.what })
      office.postMessage({ kind: 'fulfilled', id, fulfilled: declined(wish, error) })
    },
  )
}

function declined(wish: Wish, error: unknown): Fulfilled {
  if (wish.what === 'printers') return { what: 'printers', printers: [] }
  if (wish.what === 'print')
    return { what: 'print', outcome: 'failed', detail: error instanceof Error ? error.message : 'unknown' }
  return { what: wish.what, bytes: null }
}

function unavailable(): OfficeResponse {
  const problem = { ...faultProblem('office-restarting'), status: 503 }
  return {
    status: 503,
    headers: [
      ['content-type', 'application/problem+json'],
      ['retry-after', '1'],
    ],
    bytes: new TextEncoder().encode(JSON.stringify(problem)),
  }
}

/** The function, called once at the latest after `ms`; `late` runs first in that case. */
function limited(done: () => void, ms: number, late = () => {}): () => void {
  const timer = setTimeout(() => {
    late()
    done()
  }, ms)
  return () => {
    clearTimeout(timer)
    done()
  }
}
