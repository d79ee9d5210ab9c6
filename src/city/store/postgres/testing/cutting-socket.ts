import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where a connection breaks: after an UPDATE was answered, before the server hears more (the COMMIT); or after the COMMIT,
 * before its answer is heard.
 */
export type Cut = 'before-commit' | 'after-commit'

/** A line between a store and its PostgreSQL that breaks once for each `cutNext`. */
export type CuttingSocket = {
  readonly address: string
  cutNext(cut: Cut): void
  /** How often it broke so far. */
  cuts(): number
  close(): Promise<void>
}

/** Stands in front of the socket of an address made by `startPostgres`. */
export async function cuttingSocket(address: string): Promise<CuttingSocket> {
  const folder = mkdtempSync(join(tmpdir(), 'pg-cut-'))
  const through = new URL(address)
  const real = join(through.searchParams.get('host') ?? '', '.s.PGSQL.5432')
  through.searchParams.set('host', folder)
  const open = new Set<Socket>()
  let next: Cut | null = null
  let count = 0
  const server = createServer((near) => {
    const far = connect(real)
    let isAnswered = false
    const cut = () => {
      next = null
      count += 1
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) open.add(socket.on('error', () => socket.destroy()))
    near.on('data', (data) => (next === 'before-commit' && isAnswered ? cut() : far.write(data)))
    far.on('data', (data) => {
      isAnswered = data.includes('UPDATE 1\0')
      return next === 'after-commit' && data.includes('COMMIT\0') ? cut() : near.write(data)
    })
    near.on('close', () => far.end())
    far.on('close', () => near.end())
  })
  await new Promise<void>((resolve) => server.listen(join(folder, '.s.PGSQL.5432'), resolve))
  return {
    address: through.href,
    cutNext: (cut) => void (next = cut),
    cuts: () => count,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
