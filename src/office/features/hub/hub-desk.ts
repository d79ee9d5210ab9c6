import type { hubServeProblems } from '../../../contract/desk/hub.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { usualHubPort } from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { deviceKeyOf } from '../sync/sent-streams.ts'
import { type Box, openBox } from './box.ts'
import { type Courier, createCourier } from './courier.ts'
import { createForwarder, type Forwarder } from './forward.ts'
import { type Seen, serveHub } from './serve.ts'
import { type Listening, openDoor } from './server.ts'
import { cityOf, hubFacts, keptCode, ownCodeName } from './setting.ts'

export type HubServeProblem = (typeof hubServeProblems)[number]

/** The ward hub as the office has it: what it does for other PCs, and what it has done for it. */
export type HubDesk = {
  readonly courier: Courier
  readonly box: () => Box
  readonly forwarder: () => Forwarder
  /** When a PC asked last, by its id; of the office's clock, since the start. */
  readonly seen: ReadonlyMap<string, Seen>
  /** Where it listens; null where it does not. */
  listening(): Listening | null
  problem(): HubServeProblem | null
  /** Opens the door there, beside the one that is open. Throws a refusal of `hubServeProblems`. */
  tryDoor(host: string, port: number): Promise<Listening>
  /** From now on this door is the one; null: none. The other is closed. */
  takeDoor(door: Listening | null): Promise<void>
  start(): void
  stop(): Promise<void>
}

/** `desk` is asked lazily: the hub desk is part of it. */
export function createHubDesk(desk: () => Desk): HubDesk {
  const courier = createCourier(desk)
  const seen = new Map<string, Seen>()
  let box: Box | null = null
  let forwarder: Forwarder | null = null
  let door: Listening | null = null
  let problem: HubServeProblem | null = null
  let opening: Promise<void> = Promise.resolve()

  const theBox = () => (box ??= openBox(desk().ports.dataDir, () => desk().ports.clock.now()))
  const theForwarder = () =>
    (forwarder ??= createForwarder({
      box: theBox(),
      cityAddress: () => desk().extensions.cityAddress ?? cityOf(desk().store)?.address ?? null,
      clock: desk().ports.clock,
      log: desk().ports.log,
      onChange: () => desk().notify('hub'),
    }))
  const fault = (error: unknown) =>
    desk().ports.log({
      level: 'error',
      what: 'hub-fault',
      reason: error instanceof Error ? error.name : '-',
    })
  const tryDoor = async (host: string, port: number) => {
    const parts = {
      code: () => keptCode(desk().store, ownCodeName),
      key: () => deviceKeyOf(desk()),
      answer: serveHub(desk(), theBox(), theForwarder(), seen),
      fault,
    }
    try {
      return await openDoor(parts, host, port)
    } catch (error) {
      throw refusalOf(error, host, port) ?? error
    }
  }
  const openAsSet = async () => {
    const facts = hubFacts(desk().store)
    if (facts?.on !== true) return
    try {
      door = await tryDoor(facts.host, facts.port)
    } catch (error) {
      if (!(error instanceof Refusal)) fault(error)
      problem = error instanceof Refusal ? problemOf(error) : 'hub-address-not-here'
    }
    desk().notify('hub')
  }
  return {
    courier,
    box: theBox,
    forwarder: theForwarder,
    seen,
    listening: () => door,
    problem: () => problem,
    tryDoor,
    async takeDoor(next) {
      const before = door
      door = next
      problem = null
      await before?.close()
      desk().notify('hub')
    },
    start() {
      courier.start()
      if (hubFacts(desk().store) === null) return
      // What was taken is forwarded, even when nothing more is taken.
      theForwarder().start()
      opening = openAsSet()
    },
    async stop() {
      await opening
      await door?.close()
      door = null
      await courier.stop()
      await forwarder?.stop()
    },
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}

function refusalOf(error: unknown, host: string, port: number): Refusal | null {
  const other = port === usualHubPort ? usualHubPort + 1 : usualHubPort
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new Refusal('hub-port-taken', { port, other })
    case 'EACCES':
      return new Refusal('hub-port-forbidden', { port, other })
    case 'EADDRNOTAVAIL':
      return new Refusal('hub-address-not-here', { host })
    default:
      return null
  }
}

function problemOf({ code }: Refusal): HubServeProblem | null {
  switch (code) {
    case 'hub-port-taken':
    case 'hub-port-forbidden':
    case 'hub-address-not-here':
      return code
    default:
      return null
  }
}
