import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCity } from './city.ts'
import { clientOf, enrolledDesk, ward } from './testing/desk.ts'
import { seeded } from './testing/cutting-proxy.ts'
import { acts } from './testing/journal.ts'

const kills = 4

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  return bound.port
}

async function serve(dataDir: string, port: number): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, [program, '--data', dataDir, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test('a city killed in the middle of its work keeps every receipted line, once', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'city-kill-'))
  const random = seeded(3)
  const clock = { now: Date.now }
  let child: ChildProcess | null = null
  try {
    const founding = await openCity({ dataDir, clock })
    await founding.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
    const address = await founding.listen(0)
    const desk = await enrolledDesk({ city: founding, address })
    await founding.close()
    const port = await freePort()
    const client = clientOf({
      ...desk,
      connection: { ...desk.connection, address: `http://127.0.0.1:${port}` },
    })

    for (let round = 0; round < kills; round += 1) {
      child = await serve(dataDir, port)
      const victim = child
      const shot = new Promise<void>((resolve) =>
        setTimeout(() => resolve(void victim.kill('SIGKILL')), 20 + random() * 150),
      )
      const dead = once(victim, 'exit')
      for (let n = 0; client.status().phase.state !== 'waiting-retry' || n === 0; n += 1) {
        for (let m = 0; m < 10; m += 1) desk.journal.append(acts.register(`case-${round}-${n}-${m}`))
        await client.runOnce()
      }
      await Promise.all([shot, dead])
    }
    child = await serve(dataDir, port)
    expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
    expect(desk.journal.feed.map((item) => item.kind === 'line' && item.line)).toEqual(desk.journal.all)
  } finally {
    child?.kill('SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  }
})
