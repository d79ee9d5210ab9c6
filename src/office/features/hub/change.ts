import { create } from 'qrcode'
import type { z } from 'zod'
import type { HubSetting, joinHub, setHub } from '../../../contract/desk/hub.ts'
import type { HubWay } from '../../../contract/events/hub-events.ts'
import type { EventBody } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import {
  readHubCode,
  readHubText,
  showHubCode,
  usualHubPort,
  writeHubText,
} from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { dropSecret, writeSecret } from '../../facts.ts'
import type { Actor } from '../../journal/journal.ts'
import { keyIdOf, spkiOf } from '../../sync/ed25519.ts'
import { deviceKeyOf } from '../sync/sent-streams.ts'
import { type HubLine, readBox } from './ask-hub.ts'
import { keepGiven } from './given.ts'
import { newHubCode } from './proof.ts'
import {
  cityOf,
  hostsOfThisPc,
  hubFacts,
  hubUse,
  isOfOurCity,
  keptCode,
  ownCodeName,
  usedCodeName,
} from './setting.ts'

/** How this PC is a hub, as its administrator shows it to the other PCs. */
export function hubSetting(desk: Desk): HubSetting {
  const { store } = desk
  const facts = hubFacts(store)
  const hosts = hostsOfThisPc()
  const code = facts?.on === true ? keptCode(store, ownCodeName) : null
  const host = facts?.host ?? hosts[0] ?? '127.0.0.1'
  const port = facts?.port ?? usualHubPort
  const text =
    code === null ? null : writeHubText({ host, port, key: hexOf(keyIdOf(spkiOf(deviceKeyOf(desk)))), code })
  return {
    hosts: hosts.includes(host) ? hosts : [...hosts, host],
    on: facts?.on ?? false,
    host,
    port,
    code: code === null ? null : showHubCode(code),
    text,
    rows: text === null ? null : rowsOf(text),
  }
}

/**
 * Switches the hub on, off, or to another address. It listens there before the journal says so. Throws
 * `hub-not-enrolled` and what keeps it from listening.
 */
export async function changeHub(
  desk: Desk,
  actor: Actor,
  asked: z.output<typeof setHub.body>,
): Promise<void> {
  const { actId, on, host, port, newCode } = asked
  if (desk.journal.has(actId)) return
  if (on && !cityOf(desk.store)) throw new Refusal('hub-not-enrolled')
  const open = desk.hub.listening()
  const isSame = on && open !== null && open.host === host && open.port === port
  const door = on && !isSame ? await desk.hub.tryDoor(host, port) : on ? open : null
  try {
    write(desk, actor, actId, { on, host, port: door?.port ?? port, newCode })
  } catch (error) {
    if (!isSame) await door?.close()
    throw error
  }
  if (!isSame) await desk.hub.takeDoor(door)
  desk.hub.forwarder().start()
  desk.notify('hub')
}

function write(desk: Desk, actor: Actor, id: string, body: EventBody<'office.hub-set'>): void {
  desk.journal.command((writing) => {
    if (body.newCode || (body.on && keptCode(writing, ownCodeName) === null))
      writeSecret(writing, ownCodeName, Buffer.from(newHubCode()))
    writing.append({
      type: 'office.hub-set',
      id,
      subject: 'office',
      baseVer: 0,
      actor,
      body,
      personal: null,
    })
  })
  // The code has no second copy.
  desk.store.settle()
}

/**
 * Sends through a hub from now on, once it has proved the pairing code; its key is kept, so that nobody else of the
 * ward can pose as it. Throws `hub-not-enrolled`, `invalid-input`, `hub-unreachable`, `hub-not-known`,
 * `hub-key-differs`, `hub-other-ward`, `hub-is-this-pc`.
 */
export async function join(desk: Desk, actor: Actor, asked: z.output<typeof joinHub.body>): Promise<void> {
  const { actId, found, way } = asked
  if (desk.journal.has(actId)) return
  const device = cityOf(desk.store)?.device
  if (device === undefined) throw new Refusal('hub-not-enrolled')
  const typed = 'text' in found ? readHubText(found.text) : { ...found, key: null }
  if (!typed) throw new Refusal('invalid-input', { fields: 'text' })
  const { host, port } = typed
  const code = readHubCode(typed.code)
  const key = typed.key === null ? null : Buffer.from(typed.key, 'hex').toString('base64url')
  if (key === device) throw new Refusal('hub-is-this-pc')
  const halt = AbortSignal.timeout(15_000)
  const line: HubLine = { host, port, code, key, device, letters: desk.facts().letters, halt }
  const state = await readBox(line)
  if (typeof state === 'string') throw refusalOf(state, `${host}:${port}`)
  if (state.key === device) throw new Refusal('hub-is-this-pc')
  if (!isOfOurCity(desk, state.box)) throw new Refusal('hub-other-ward')
  const isAnother = hubUse(desk.store)?.key !== state.key
  await use(desk, actor, actId, { key: state.key, host, port, way }, code)
  if (isAnother) keepGiven(desk, [])
}

/** Uses the hub otherwise. Throws `not-found` where there is none. */
export async function changeWay(desk: Desk, actor: Actor, actId: string, way: HubWay): Promise<void> {
  const hub = hubUse(desk.store)
  if (!hub) throw new Refusal('not-found')
  if (!desk.journal.has(actId)) await use(desk, actor, actId, { ...hub, way }, null)
}

/** Sends through no hub any more. */
export async function leave(desk: Desk, actor: Actor, actId: string): Promise<void> {
  if (desk.journal.has(actId)) return
  await use(desk, actor, actId, null, null)
  keepGiven(desk, [])
}

type Used = EventBody<'office.hub-used'>['hub']

/** Writes it, and goes on as it says. `code` null: the one kept. */
async function use(desk: Desk, actor: Actor, id: string, hub: Used, code: string | null): Promise<void> {
  desk.journal.command((writing) => {
    if (hub === null) dropSecret(writing, usedCodeName)
    else if (code !== null) writeSecret(writing, usedCodeName, Buffer.from(code))
    writing.append({
      type: 'office.hub-used',
      id,
      subject: 'office',
      baseVer: 0,
      actor,
      body: { hub },
      personal: null,
    })
  })
  desk.store.settle()
  await desk.hub.courier.stop()
  // Whether the city is talked to directly is part of it.
  await desk.sync.stop()
  desk.hub.courier.start()
  desk.sync.start()
  desk.notify('hub', 'sync')
}

function refusalOf(problem: Exclude<Awaited<ReturnType<typeof readBox>>, object>, address: string): Refusal {
  switch (problem) {
    case 'unreachable':
      return new Refusal('hub-unreachable', { address })
    case 'key-differs':
      return new Refusal('hub-key-differs', { address })
    case 'other-ward':
      return new Refusal('hub-other-ward')
    default:
      return new Refusal('hub-not-known', { address })
  }
}

function hexOf(keyId: string): string {
  return Buffer.from(keyId, 'base64url').toString('hex')
}

/** Letters and digits that every reader brings, dense enough for a screen. */
function rowsOf(text: string): string[] {
  const { modules } = create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_row, y) =>
    Array.from({ length: modules.size }, (_column, x) => (modules.get(y, x) ? '1' : '0')).join(''),
  )
}
