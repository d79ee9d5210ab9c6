import { expect, test } from 'vitest'
import { createBodies, standardBodyLimits } from './bodies.ts'
import { RequestRefused } from './refusal.ts'

/** A request whose body is sent by hand. */
function sending() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  // `duplex` is required by Node for streams and unknown to the DOM's types.
  const init = { method: 'POST', body: readable, duplex: 'half' }
  return { request: new Request('http://city.example/', init), writer }
}

const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof RequestRefused ? error.problem.code : 'fault'),
  )

test('a body that does not come is not waited for', async () => {
  const { read } = createBodies({ ...standardBodyLimits, graceMs: 5 })
  expect(await codeOf(read(sending().request, 100))).toBe('bad-digest')
})

test('an address that sends many bodies is turned away; others are not, nor is it once they are through', async () => {
  const bodies = createBodies({ ...standardBodyLimits, perSender: 2 })
  const from = (address: string) => {
    const one = sending()
    bodies.cameFrom(one.request, address)
    return { ...one, code: codeOf(bodies.read(one.request, 100)) }
  }
  const [first, second, third, other] = [from('a'), from('a'), from('a'), from('b')]
  expect(await third.code).toBe('busy')
  for (const { writer } of [first, second, other]) void writer.close()
  for (const { code } of [first, second, other]) expect(await code).toBe('read')
  const again = from('a')
  void again.writer.close()
  expect(await again.code).toBe('read')
})

test('what is held of strangers is limited, and takes nothing of what is held of PCs', async () => {
  const { read } = createBodies({ ...standardBodyLimits, unsignedBytes: 100 })
  const [one, other, pc] = [sending(), sending(), sending()]
  const [held, tooMuch, known] = [
    codeOf(read(one.request, 1000)),
    codeOf(read(other.request, 1000)),
    codeOf(read(pc.request, 1000, 'device')),
  ]
  await one.writer.write(new Uint8Array(80))
  void other.writer.write(new Uint8Array(80)).catch(() => undefined)
  expect(await tooMuch).toBe('busy')
  await pc.writer.write(new Uint8Array(500))
  void pc.writer.close()
  void one.writer.close()
  expect([await held, await known]).toEqual(['read', 'read'])
})

test('more than is taken is refused, and not heard to its end', async () => {
  const { read } = createBodies()
  const [little, much] = [sending(), sending()]
  const codes = [little, much].map(({ request }) => codeOf(read(request, 100)))
  await little.writer.write(new Uint8Array(101))
  void little.writer.close()
  await much.writer.write(new Uint8Array(5 * 1024 * 1024))
  expect(await Promise.all(codes)).toEqual(['too-large', 'too-large'])
})
