import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { pspJson, syncBase } from '../contract/sync/base.ts'
import { checkpointBase } from '../contract/sync/checks.ts'
import { deviceStateSchema } from '../contract/sync/enrolment.ts'
import { problemSchema } from '../contract/sync/problem.ts'
import { takenBackSchema } from '../contract/sync/stream.ts'
import { standardTimeouts } from '../office/sync/backoff.ts'
import { createTransport } from '../office/sync/transport.ts'
import { monitoringPaths } from './monitoring.ts'
import { clientOf, enrolledDesk, startCity, testClock } from './testing/desk.ts'
import { acts } from './testing/journal.ts'

const openApiSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.json()),
  components: z.json(),
})

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

test('the OpenAPI document is 3.1 and names every endpoint', async () => {
  const response = await fetch(`${city.address}${syncBase}/openapi.json`)
  const document = openApiSchema.parse(await response.json())
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths).toSorted()).toEqual(
    [
      '/blobs/{sha256}',
      '/bundles',
      '/meta',
      '/health',
      '/enrolments',
      '/devices/self',
      '/devices/{deviceId}/revoke',
      '/heartbeats',
      '/issuer-requests',
      '/packs/{sha256}',
      '/revocations',
      '/streams/{streamId}',
      '/streams/{streamId}/events',
      '/streams/{streamId}/receipts',
      '/trust-list',
      '/wards/{ward}/checks',
      '/wards/{ward}/devices',
      '/wards/{ward}/feed',
      '/wards/{ward}/snapshots/latest',
      '/wards/{ward}/snapshots/{id}/parts/{n}',
      '/wards/{ward}/subject-keys',
      '/wards/{ward}/subject-keys/wanted',
    ]
      .map((path) => `${syncBase}${path}`)
      .concat(monitoringPaths)
      .concat(['config.json', 'v1/checks', 'v1/pairings'].map((path) => `${checkpointBase}/${path}`))
      .toSorted(),
  )
  expect(JSON.stringify(document)).toContain(pspJson)
  expect(document.paths[`${syncBase}/blobs/{sha256}`]).toHaveProperty('head')
  expect(document.paths[`${syncBase}/wards/{ward}/subject-keys/wanted`]).toHaveProperty('post')
})

test('a PC whose disk died takes its own lines back byte for byte, and learns where it stands', async () => {
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 7; n += 1) desk.journal.append(acts.register(`case-${n}`))
  await clientOf(desk).runOnce()
  const transport = createTransport({
    connection: desk.connection,
    fetch,
    clock: testClock(),
    timeouts: standardTimeouts,
    onSlow: () => undefined,
  })
  const never = new AbortController().signal
  const path = `${syncBase}/streams/${desk.journal.streamId}/events`
  const back = await transport.ask(
    { method: 'GET', path, query: 'from=3&limit=4', answer: takenBackSchema },
    never,
  )
  expect(back.kind === 'answer' && back.value.lines.map(({ line }) => line)).toEqual(
    desk.journal.all.slice(2, 6),
  )
  const self = await transport.ask(
    { method: 'GET', path: `${syncBase}/devices/self`, answer: deviceStateSchema },
    never,
  )
  expect(self).toMatchObject({ value: { state: 'active', letters: 'A', openStream: desk.journal.streamId } })
  const other = await enrolledDesk(city)
  const foreign = createTransport({
    connection: other.connection,
    fetch,
    clock: testClock(),
    timeouts: standardTimeouts,
    onSlow: () => undefined,
  })
  expect(await foreign.ask({ method: 'GET', path, answer: takenBackSchema }, never)).toMatchObject({
    kind: 'problem',
    problem: { code: 'opening-refused' },
  })
})

test('what is no request is refused as a problem, too', async () => {
  const { hostname, port, host } = new URL(city.address)
  const said = async (request: string) => {
    const socket = connect(Number(port), hostname)
    socket.write(request)
    const [head = '', body = ''] = (await socket.toArray()).join('').split('\r\n\r\n')
    expect(head).toContain('content-type: application/problem+json')
    return [head.split(' ')[1], problemSchema.parse(JSON.parse(body)).status]
  }
  expect(await said('nonsense\r\n\r\n')).toEqual(['400', 400])
  const large = `GET ${syncBase}/meta HTTP/1.1\r\nhost: ${host}\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`
  expect(await said(large)).toEqual(['431', 431])
})

test('the city is well as long as its store answers; elsewhere there is nothing', async () => {
  expect(await (await fetch(`${city.address}${syncBase}/health`)).json()).toEqual({ status: 'ok' })
  const nothing = await fetch(`${city.address}${syncBase}/nothing`)
  expect(nothing.status).toBe(404)
  expect(problemSchema.parse(await nothing.json()).code).toBe('not-found')
})
