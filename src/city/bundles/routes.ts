import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { bundleTakenSchema, maxBundleBytes, type BundleTaken } from '../../contract/sync/bundle.ts'
import { problemSchema } from '../../contract/sync/problem.ts'
import type { Desk } from '../desk.ts'
import { RequestRefused } from '../refusal.ts'
import { answerFiles } from './answer.ts'
import { proveBundle, takeBundle } from './import.ts'

/** Bundles opened at once: each is held in memory whole. */
const mostInFlight = 2

const problem = { 'application/problem+json': { schema: problemSchema } }

const bundlesRoute = createRoute({
  method: 'post',
  path: '/bundles',
  summary: 'A bundle of a PC, brought by anyone: its seal and signature are its own',
  request: {
    query: z.object({ answers: z.enum(['yes', 'no']).default('yes') }),
    body: { required: true, content: { 'application/octet-stream': { schema: z.string() } } },
  },
  responses: {
    200: { description: 'taken whole', content: { 'application/json': { schema: bundleTakenSchema } } },
    default: { description: 'refused; nothing was taken', content: problem },
  },
})

/** `POST /bundles`: takes a bundle from a USB stick in and answers with what is to be carried back. */
export function mountBundles(app: OpenAPIHono, desk: Desk): void {
  let inFlight = 0
  app.openapi(bundlesRoute, async (c) => {
    const mustHaveRoom = () => {
      if (inFlight >= mostInFlight) throw new RequestRefused('busy', { retryAfterS: 10 })
    }
    mustHaveRoom()
    const bytes = await desk.bodies.read(c.req.raw, maxBundleBytes)
    // Not before it is here: nobody takes room by sending slowly.
    mustHaveRoom()
    inFlight += 1
    try {
      return c.json(await answerBundle(desk, bytes, c.req.valid('query').answers === 'yes'), 200)
    } finally {
      inFlight -= 1
    }
  })
}

/** Takes a bundle in, whole or not at all, and makes the files to carry back. Throws what refuses it. */
async function answerBundle(desk: Desk, bytes: Uint8Array, wantsAnswers: boolean): Promise<BundleTaken> {
  const bundle = await proveBundle(desk, bytes)
  const taken = await takeBundle(desk, bundle)
  const { device, stream } = taken
  desk.log({ level: 'info', what: 'bundle-taken', device, stream, lines: taken.taken, head: taken.headSeq })
  const files = wantsAnswers ? await answerFiles(desk, bundle) : []
  return { ...taken, answers: files.map((file) => Buffer.from(file).toString('base64')) }
}
