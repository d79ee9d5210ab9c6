import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import * as api from '../../contract/desk/index.ts'
import { sql } from '../../office/database/store.ts'
import { cityOf } from '../../office/features/hub/setting.ts'
import type { WardOfPcs, WardPc } from './ward-of-pcs.ts'

/** Every hub of a test listens here. */
export const host = '127.0.0.1'
/** What switches a hub on, at any free port unless told. */
export const place = (port = 0) => ({ actId: randomUUID(), on: true, host, port, newCode: false })

/** All lines are good, nobody is a hub or uses one, and everything is at the city. */
export async function calm({ pcs }: WardOfPcs): Promise<void> {
  for (const pc of pcs) {
    pc.line.set('through')
    const administrator = await pc.as('administrator')
    await administrator(api.leaveHub, { body: { actId: randomUUID() } })
    await administrator(api.setHub, { body: { ...place(), on: false } })
    await administrator(api.sendNow, {})
  }
}

/** Switches a PC on as the hub; what its administrator shows to the others. */
export async function hubOn(pc: WardPc, port = 0) {
  return (await pc.as('administrator'))(api.setHub, { body: place(port) })
}

/** The PC has scanned the hub's QR. */
export async function joined(pc: WardPc, text: string | null, way: 'when-needed' | 'always' = 'when-needed') {
  const body = { actId: randomUUID(), found: { text: text ?? '' }, way }
  return (await pc.as('administrator'))(api.joinHub, { body })
}

/** The PC finds out how it stands with the city, and exchanges with its hub. */
export async function exchange(pc: WardPc) {
  const clerk = await pc.as('clerk')
  await clerk(api.sendNow, {})
  return (await clerk(api.readHub, {})).using
}

/** None of them reaches the city. */
export function cutOff(...pcs: readonly WardPc[]): void {
  for (const { line } of pcs) line.set('down')
}

/** The ids of a PC's own lines. */
export const ownIds = (pc: WardPc) =>
  pc.desk().store.database.prepare('SELECT id FROM event').pluck().all() as string[] // ids are texts
/** How far a PC has read the feed. */
export const feedOf = (pc: WardPc) =>
  pc.desk().store.database.prepare('SELECT feed_pos FROM sync').pluck().get() as number // one row

/** What the box of a hub has for a PC. */
export const held = (of: WardPc, pc: WardPc) => {
  const id = cityOf(pc.desk().store)?.device
  return of
    .desk()
    .hub.box()
    .held()
    .filter(({ device }) => device === id)
}

/** One byte of what the hub has for a PC is changed on its disk. */
export function alter(of: WardPc, pc: WardPc, kind: 'psp-lines' | 'psp-answer'): void {
  const [one] = held(of, pc).filter((each) => each.kind === kind)
  const folder = join(of.ports.dataDir, 'hub', one?.device ?? '')
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith(kind))
  const bytes = readFileSync(join(folder, name))
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  writeFileSync(join(folder, name), bytes)
}

/** A case as a PC has it. */
export const rowOf = (pc: WardPc, caseId: string) =>
  pc.desk().store.first(sql.selectFrom('permit_case').selectAll().where('id', '=', caseId))
/** What a PC knows of its neighbours by the hub alone. */
export const neighbourLines = (pc: WardPc) =>
  pc.desk().store.all(sql.selectFrom('neighbour_line').selectAll())

/** Each line has a receipt of the city, and stands in its feed exactly once. */
export function expectAllTaken({ inFeed }: WardOfPcs, ...pcs: readonly WardPc[]): void {
  const counts = inFeed()
  for (const pc of pcs) {
    const { head, acked } = pc.lines()
    expect(acked).toBe(head)
    expect(ownIds(pc).filter((id) => counts.get(id) !== 1)).toEqual([])
  }
  expect([...counts.values()].every((count) => count === 1)).toBe(true)
}
