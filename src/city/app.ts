import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { eventTypes } from '../contract/events.ts'
import { syncBase } from '../contract/sync/base.ts'
import { maxFeedItems, maxFeedWaitS } from '../contract/sync/feed.ts'
import type { Meta } from '../contract/sync/meta.ts'
import { packMediaType } from '../contract/sync/pack.ts'
import { maxBytesPerPush, maxEventsPerPush } from '../contract/sync/push.ts'
import { civilDate } from '../domain/calendar.ts'
import { type Admitted, createAdmission } from './admission.ts'
import { authenticate, mustBelongTo } from './authenticate.ts'
import { headBlob, pathsBeside } from './beside-routes.ts'
import { bearerOf, operatorProblem } from './bearer.ts'
import { blobSize, getBlob, longestBlob, putBlob } from './blobs.ts'
import { decodeBody, linesOf, textOf } from './body.ts'
import { mountBundles } from './bundles/routes.ts'
import { wardChecks } from './checkpoints/ward-checks.ts'
import { type Asker, type Desk, serverTime } from './desk.ts'
import { setDeviceState, suspendClones } from './devices.ts'
import { enrol, intervals, takeIssuerRequest } from './enrolment.ts'
import { feedPage } from './feed.ts'
import { takeHeartbeat } from './heartbeats.ts'
import { nameOf } from './housekeeping.ts'
import { takeIn } from './intake.ts'
import { receiptKeyOf } from './keys.ts'
import { publishedList } from './lists.ts'
import { wardMembers } from './members.ts'
import { mustBeAllowed, type SecretDoor } from './operators/operators.ts'
import { OperatorRefused } from './operators/refusal.ts'
import { problemAnswer, RequestRefused } from './refusal.ts'
import { nonceHeader, routes } from './routes.ts'
import { createSnapshots } from './snapshots.ts'
import type { ListRow } from './store/rows.ts'
import { openStream, pastReceipts, streamState, takeBack } from './streams.ts'
import { keepSubjectKeys, wantedKeys } from './subject-keys.ts'
import { createWrongCodes } from './wrong-codes.ts'

/** The web handler of a city server: every PSP/1 endpoint and its OpenAPI 3.1 document. */
export function createApp(desk: Desk, secrets: SecretDoor): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new RequestRefused('malformed')
    },
  }).basePath(syncBase)
  app.use(async (c, next) => {
    await next()
    c.res.headers.set(nonceHeader, desk.nonces.current())
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  })
  app.onError((error, c) => answerTo(desk, error, c))
  app.notFound(() => problemAnswer(new RequestRefused('not-found')))
  publicEndpoints(app, desk)
  streamEndpoints(app, desk)
  deviceEndpoints(app, desk, secrets)
  wardEndpoints(app, desk)
  blobEndpoints(app, desk)
  mountBundles(app, desk)
  app.openAPIRegistry.registerComponent('securitySchemes', 'secret', { type: 'http', scheme: 'bearer' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'signature', {
    type: 'http',
    scheme: 'signature',
    description: 'RFC 9421, label psp, Ed25519, tag psp-1, nonce from PSP-Nonce (PSP/1 section 8)',
  })
  app.openAPIRegistry.registerPath(headBlob)
  const about = { openapi: '3.1.0', info: { title: 'PSP/1', version: '1' } }
  app.get('/openapi.json', (c) => {
    const document = app.getOpenAPI31Document(about)
    return c.json({ ...document, paths: { ...document.paths, ...pathsBeside(about) } })
  })
  return app
}

function publicEndpoints(app: OpenAPIHono, desk: Desk): void {
  app.openapi(routes.meta, (c) => {
    c.header('cache-control', 'max-age=5')
    return c.json(metaOf(desk), 200)
  })
  app.openapi(routes.health, async (c) => {
    await desk.store.read((rows) => rows.wards())
    return c.json({ status: 'ok' as const }, 200)
  })
  const byCode = createWrongCodes(desk, 'enrolment-refused')
  app.openapi(routes.enrol, async (c) => c.json(await byCode(() => enrol(desk, c.req.raw)), 201))
  app.openapi(routes.trustList, (c) => listAnswer(desk, c, 'trust'))
  app.openapi(routes.pack, (c) => packAnswer(desk, c.req.valid('param').sha256))
  app.openapi(routes.revocations, (c) => listAnswer(desk, c, 'revocations'))
}

function streamEndpoints(app: OpenAPIHono, desk: Desk): void {
  const admission = createAdmission(() => performance.now())
  app.openapi(routes.receipts, async (c) => {
    const asker = await authenticate(desk, c.req.raw)
    return c.json(await pastReceipts(desk, asker, c.req.valid('param').streamId), 200)
  })
  app.openapi(routes.self, async (c) => {
    const { device } = await authenticate(desk, c.req.raw)
    const stream = await desk.store.read((rows) => rows.openStreamOf(device.id))
    const { id: deviceId, ward, letters, state } = device
    const openStreamId = stream?.id ?? null
    return c.json(
      { deviceId, ward, letters, state, openStream: openStreamId, serverTime: serverTime(desk) },
      200,
    )
  })
  app.openapi(routes.openStream, async (c) => {
    const asker = await authenticate(desk, c.req.raw)
    return c.json(await openStream(desk, asker, c.req.valid('param').streamId), 200)
  })
  app.openapi(routes.streamState, async (c) => {
    const asker = await authenticate(desk, c.req.raw)
    return c.json(await streamState(desk, asker, c.req.valid('param').streamId), 200)
  })
  app.openapi(routes.takeBack, async (c) => {
    const asker = await authenticate(desk, c.req.raw)
    const { from, limit } = c.req.valid('query')
    return c.json(await takeBack(desk, asker, c.req.valid('param').streamId, from, limit), 200)
  })
  app.openapi(routes.push, async (c) => {
    admission.mustHaveRoom()
    const asker = await authenticate(desk, c.req.raw, maxBytesPerPush)
    // Not before the body is here: nobody takes room by sending slowly.
    const admitted = admission.enter()
    try {
      const coding = c.req.header('content-encoding') ?? null
      return c.json(await push(desk, asker, c.req.valid('param').streamId, coding, admitted), 200)
    } finally {
      admitted.leave()
    }
  })
}

async function push(
  desk: Desk,
  { device, body }: Asker,
  streamId: string,
  coding: string | null,
  admitted: Admitted,
) {
  const decoded = decodeBody(body, coding)
  admitted.weigh(decoded.length)
  const lines = linesOf(textOf(decoded))
  const answer = await desk.store
    .write((rows) => takeIn(desk, rows, device, streamId, lines))
    .catch((error: unknown) => stopClones(desk, device.id, error))
  desk.metrics.took(answer.results)
  desk.bell.ring(device.ward)
  desk.publisher.poke()
  return answer
}

function deviceEndpoints(app: OpenAPIHono, desk: Desk, secrets: SecretDoor): void {
  app.openapi(routes.revokeDevice, async (c) => {
    const operator = await bearerOf(secrets, c.req.raw)
    mustBeAllowed(operator, 'publish')
    const { deviceId } = c.req.valid('param')
    const outcome = await desk.store.write((rows) =>
      setDeviceState(desk, rows, deviceId, 'revoked', operator.name),
    )
    if (outcome === 'unknown-device') throw new RequestRefused('device-unknown')
    return c.json({ deviceId, state: 'revoked' as const }, 200)
  })
}

function blobEndpoints(app: OpenAPIHono, desk: Desk): void {
  app.openapi(routes.putBlob, async (c) => {
    await putBlob(desk, await authenticate(desk, c.req.raw, longestBlob), c.req.valid('param').sha256)
    return c.body(null, 204)
  })
  // HEAD is answered as GET without its body.
  app.openapi(routes.getBlob, async (c) => {
    const { device } = await authenticate(desk, c.req.raw)
    const { sha256 } = c.req.valid('param')
    const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'private, immutable' }
    if (c.req.method !== 'HEAD')
      return new Response(Uint8Array.from(await getBlob(desk, device.ward, sha256)), { headers })
    const size = await blobSize(desk, device.ward, sha256)
    if (size === null) throw new RequestRefused('not-found')
    return new Response(null, { headers: { ...headers, 'content-length': String(size) } })
  })
}

/** Somebody goes on in a stream that was replaced: two PCs hold one key. */
async function stopClones(desk: Desk, device: string, error: unknown): Promise<never> {
  if (!(error instanceof RequestRefused) || error.problem.code !== 'stream-closed') throw error
  await suspendClones(desk, device)
  throw new RequestRefused('device-suspended')
}

function wardEndpoints(app: OpenAPIHono, desk: Desk): void {
  app.openapi(routes.feed, async (c) => {
    const { device } = await authenticate(desk, c.req.raw)
    const { ward } = c.req.valid('param')
    mustBelongTo(device, ward)
    const { after, limit, wait } = c.req.valid('query')
    return c.json(await feedPage(desk, { ward, after, limit, waitS: wait }, c.req.raw.signal), 200)
  })
  const snapshots = createSnapshots(desk)
  app.openapi(routes.snapshot, async (c) => {
    const { device } = await authenticate(desk, c.req.raw)
    const { ward } = c.req.valid('param')
    mustBelongTo(device, ward)
    return c.json(await snapshots.latest(ward), 200)
  })
  app.openapi(routes.snapshotPart, async (c) => {
    const { device } = await authenticate(desk, c.req.raw)
    const { ward, id, n } = c.req.valid('param')
    mustBelongTo(device, ward)
    return c.json(snapshots.part(ward, id, n), 200)
  })
  app.openapi(routes.subjectKeys, async (c) => {
    const asker = await authenticate(desk, c.req.raw)
    const { ward } = c.req.valid('param')
    mustBelongTo(asker.device, ward)
    return c.json(await keepSubjectKeys(desk, asker, ward, c.req.header('content-encoding') ?? null), 200)
  })
  app.openapi(routes.subjectKeysWanted, async (c) => {
    const asker = await authenticate(desk, c.req.raw)
    mustBelongTo(asker.device, c.req.valid('param').ward)
    return c.json(await wantedKeys(desk, asker), 200)
  })
  app.openapi(routes.members, async (c) => {
    const { device } = await authenticate(desk, c.req.raw)
    const { ward } = c.req.valid('param')
    mustBelongTo(device, ward)
    return c.json(await wardMembers(desk, ward), 200)
  })
  app.openapi(routes.wardChecks, async (c) => {
    const { device } = await authenticate(desk, c.req.raw)
    const { ward } = c.req.valid('param')
    mustBelongTo(device, ward)
    const since = civilDate(c.req.valid('query').since)
    if (!since) throw new RequestRefused('malformed')
    return c.json(await wardChecks(desk, ward, since), 200)
  })
  app.openapi(routes.issuerRequest, async (c) => {
    return c.json(await takeIssuerRequest(desk, await authenticate(desk, c.req.raw)), 200)
  })
  app.openapi(routes.heartbeat, async (c) => {
    return c.json(await takeHeartbeat(desk, await authenticate(desk, c.req.raw)), 200)
  })
}

async function listAnswer(desk: Desk, c: Context, name: ListRow['name']): Promise<Response> {
  const { tag, bytes } = await publishedList(desk, name, c.req.header('if-none-match') ?? null)
  const headers = { etag: tag, 'cache-control': 'max-age=60' }
  if (bytes === null) return new Response(null, { status: 304, headers })
  return new Response(Uint8Array.from(bytes), { headers: { ...headers, 'content-type': 'application/cose' } })
}

async function packAnswer(desk: Desk, sha256: string): Promise<Response> {
  const found = await desk.store.read((rows) => rows.pack(sha256))
  if (!found) throw new RequestRefused('not-found')
  // Bytes that never change under their address.
  const headers = { 'content-type': packMediaType, 'cache-control': 'public, max-age=31536000, immutable' }
  return new Response(Uint8Array.from(found.envelope), { headers })
}

function answerTo(desk: Desk, error: Error, c: Context): Response {
  if (error instanceof RequestRefused) return refusalTo(desk, error, c)
  if (error instanceof OperatorRefused) return operatorProblem(error)
  desk.log({
    level: 'error',
    what: 'fault',
    method: c.req.method,
    route: c.req.routePath,
    error: nameOf(error),
  })
  return problemAnswer(new RequestRefused('fault'))
}

/** Every refusal is counted; those that a person may have to look into are logged, without a path or a body. */
function refusalTo(desk: Desk, refused: RequestRefused, c: Context): Response {
  const { code, status } = refused.problem
  desk.metrics.refused(code)
  if (code !== 'use-nonce')
    desk.log({ level: 'info', what: 'refused', code, status, method: c.req.method, route: c.req.routePath })
  return problemAnswer(refused)
}

function metaOf(desk: Desk): Meta {
  return {
    protocol: 'psp/1',
    city: desk.name,
    limits: { maxEvents: maxEventsPerPush, maxBytes: maxBytesPerPush, maxFeedItems, maxFeedWaitS },
    eventTypes: Object.entries(eventTypes).map(([type, { tv }]) => ({ type, tv })),
    serverTime: serverTime(desk),
    receiptKeys: [receiptKeyOf(desk.keys)],
    subjectKey: desk.keys.subject.recipient,
    feedEpoch: desk.feedEpoch,
    minimumAppVersion: '0.1.0',
    recommendedAppVersion: '0.1.0',
    intervals,
  }
}
