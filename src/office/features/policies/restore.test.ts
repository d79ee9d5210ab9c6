import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dateAt } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { act, application } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { temporaryFolder, testPorts } from '../../testing/ports.ts'
import { addSecondAdministrator, secondAdministrator } from '../../testing/second-administrator.ts'
import { staffedOffice } from '../../testing/staffed-office.ts'
import { packHash } from './judge.ts'

const shipped = JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')) as object
const params = { pack: 'mau', version: '1' }

/**
 * An office that received, agreed to and activated a pack after a copy of its store was taken, and registered a case
 * under it; then the older copy was put back. Lines come back from the second copy of the journal.
 */
async function olderStorePutBack() {
  const ports = testPorts()
  const first = await staffedOffice(ports)
  await addSecondAdministrator(first)
  await first.close()
  const copy = temporaryFolder()
  cpSync(ports.dataDir, copy, { recursive: true })
  await first.restart()
  const text = JSON.stringify({ ...shipped, id: 'mau', effectiveFrom: dateAt(ports.clock.now()) }, null, 2)
  const [one, other, clerk] = await Promise.all([
    first.as('administrator'),
    secondAdministrator(first),
    first.as('clerk'),
  ])
  await one(api.receivePolicy, { body: { text } })
  for (const who of [one, other]) await who(api.approvePolicy, { params, body: { actId: randomUUID() } })
  await one(api.activatePolicy, { params, body: { actId: randomUUID(), at: null } })
  const seen = await clerk(api.registerCase, { body: application(ports.clock.now()) })
  expect(seen.pack).toBe('mau/1')
  await first.close()
  for (const name of readdirSync(ports.dataDir)) {
    if (name === 'journal' || name === 'packs') continue
    rmSync(join(ports.dataDir, name), { recursive: true })
    if (existsSync(join(copy, name))) cpSync(join(copy, name), join(ports.dataDir, name), { recursive: true })
  }
  return { ward: first, seen, text, packs: join(ports.dataDir, 'packs') }
}

const register = (clerk: Call, now: number) => clerk(api.registerCase, { body: application(now) })

test('a store put back from an older copy has its rules again, and cases go on under them', async () => {
  const { ward, seen, text, packs } = await olderStorePutBack()
  expect(readdirSync(packs)).toEqual([`${packHash(text)}.json`])
  await ward.restart()
  const [administrator, clerk, police] = await Promise.all([
    ward.as('administrator'),
    ward.as('clerk'),
    ward.as('police'),
  ])
  const { policies, missing } = await administrator(api.listPolicies, {})
  expect(missing).toEqual([])
  expect(policies[0]).toMatchObject({ pack: 'mau', state: 'in-force', source: 'file' })
  expect(policies[0]?.approvals).toHaveLength(2)
  expect((await register(clerk, ward.ports.clock.now())).pack).toBe('mau/1')
  const verified = await police(api.verifyCase, {
    params: seen,
    body: { ...act(seen), note: null },
  })
  expect(verified.state).toBe('verified')
  await ward.close()
})

test('rules whose text is gone are replaced by no others: what needs them waits until it is loaded again', async () => {
  const { ward, seen, text, packs } = await olderStorePutBack()
  rmSync(packs, { recursive: true })
  await ward.restart()
  const [administrator, clerk, police] = await Promise.all([
    ward.as('administrator'),
    ward.as('clerk'),
    ward.as('police'),
  ])
  const missing = { code: 'pack-missing', data: { pack: 'mau', version: 1 } }
  expect(await refusalOf(register(clerk, ward.ports.clock.now()))).toMatchObject(missing)
  expect(await refusalOf(clerk(api.readCase, { params: seen }))).toMatchObject(missing)
  expect(
    await refusalOf(police(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })),
  ).toMatchObject(missing)
  const { items } = await clerk(api.listQueue, { query: { queue: 'open' } })
  expect(items).toMatchObject([{ caseId: seen.caseId, next: 'none', holders: [] }])

  const listed = await administrator(api.listPolicies, {})
  expect(listed.missing).toEqual([{ pack: 'mau', version: 1, sha256: packHash(text), cases: 1 }])
  expect(listed.policies.map(({ pack, state }) => [pack, state])).toEqual([['vidu-01', 'ready']])
  const { alarms } = await administrator(api.readOffice, {})
  expect(alarms.map(({ alarm }) => alarm)).toContain('pack-missing')
  for (let looks = 0; looks < 3; looks++) ward.office().core.desk()?.rules.look()
  const told = ward.ports.lines.filter(({ what }) => what === 'rules-not-carried-out')
  expect(told).toEqual([{ level: 'error', what: 'rules-not-carried-out', code: 'pack-missing' }])
  const load = (one: string) => administrator(api.receivePolicy, { body: { text: one } })
  expect(await refusalOf(load(text.replace('"mau",', '"mau", ')))).toMatchObject({ code: 'pack-other-text' })

  expect(await load(text)).toMatchObject({ pack: 'mau', state: 'in-force' })
  expect((await administrator(api.listPolicies, {})).missing).toEqual([])
  expect((await register(clerk, ward.ports.clock.now())).pack).toBe('mau/1')
  expect((await clerk(api.readCase, { params: seen })).packTitle).toBe(seen.packTitle)
  expect(readFileSync(join(packs, `${packHash(text)}.json`), 'utf8')).toBe(text)
  await ward.close()
})

test('a file of a pack that holds another text than its name says is as good as gone', async () => {
  const { ward, text, packs } = await olderStorePutBack()
  writeFileSync(join(packs, `${packHash(text)}.json`), text.replace('"maxDays": ', '"maxDays": 1'))
  await ward.restart()
  const administrator = await ward.as('administrator')
  expect((await administrator(api.listPolicies, {})).missing).toMatchObject([{ pack: 'mau' }])
  await ward.close()
})
