import { connect, createServer, type Socket } from 'node:net'

/** Seedable random numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A proxy before `address` that cuts answers (after the server has acted) and truncates requests, by chance. */
export async function cuttingProxy(
  address: string,
  random: () => number,
  odds = { answer: 0.25, request: 0.06 },
) {
  const target = new URL(address)
  const counts = { answersCut: 0, requestsCut: 0 }
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) open.add(socket.on('error', () => socket.destroy()))
    const cut = (kind: keyof typeof counts) => {
      counts[kind] += 1
      near.destroy()
      far.destroy()
    }
    near.on('data', (data) => {
      if (random() >= odds.request) return far.write(data)
      far.write(data.subarray(0, Math.floor(data.length * random())))
      return cut('requestsCut')
    })
    far.on('data', (data) => (random() < odds.answer ? cut('answersCut') : near.write(data)))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the proxy has no address')
  const close = async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return { address: `http://127.0.0.1:${bound.port}`, port: bound.port, counts, close }
}
