import type { HubState } from '../../../contract/desk/hub.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { Held } from './box.ts'
import { waitingThere } from './given.ts'
import { cityOf, hubFacts, hubUse } from './setting.ts'

/** The hub as a page shows it: what the box, the journal and the last exchanges say. */
export function hubState(desk: Desk): HubState {
  return { enrolled: cityOf(desk.store) !== null, serving: servingOf(desk), using: usingOf(desk) }
}

function servingOf({ store, hub, ports }: Desk): HubState['serving'] {
  const facts = hubFacts(store)
  if (!facts) return null
  const { cityProblem, nextTryAt, lastForwardedAt } = hub.forwarder().status()
  const held = hub.box().held()
  const devices = [...new Set([...held.map(({ device }) => device), ...hub.seen.keys()])]
  const { clock } = ports
  return {
    on: facts.on,
    host: facts.host,
    port: facts.port,
    problem: facts.on ? hub.problem() : null,
    cityProblem,
    nextTryAt: nextTryAt === null ? null : vietnamTime(clock.now() + nextTryAt - clock.monotonic()),
    lastForwardedAt: timeOf(lastForwardedAt),
    pcs: devices.map((device) => {
      const own = held.filter((one) => one.device === device)
      const seen = hub.seen.get(device)
      const letters = seen?.letters ?? hub.box().letters(device)
      return { device, letters, lastSeenAt: timeOf(seen?.at), ...sumOf(own) }
    }),
  }
}

function sumOf(own: readonly Held[]) {
  const of = (kind: Held['kind']) => own.filter((one) => one.kind === kind)
  const waiting = of('psp-lines')
  return {
    waiting: waiting.length,
    bytes: waiting.reduce((sum, { bytes }) => sum + bytes, 0),
    oldestAt: timeOf(waiting[0]?.since),
    answers: of('psp-answer').length,
    refused: of('refused').length,
  }
}

function usingOf(desk: Desk): HubState['using'] {
  const use = hubUse(desk.store)
  if (!use) return null
  const { inUse, problem, last, lastContactAt } = desk.hub.courier.status()
  const there = waitingThere(desk)
  return {
    host: use.host,
    port: use.port,
    way: use.way,
    inUse,
    problem,
    letters: last?.box.letters ?? null,
    lastContactAt: timeOf(lastContactAt),
    linesThere: there.lines,
    thereSince: there.since,
    cityProblem: last?.box.cityProblem ?? null,
    refused: last?.refused ?? null,
  }
}

function timeOf(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : vietnamTime(ms)
}
