import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { syncBase } from '../../../contract/sync/base.ts'
import { startPostgres, type TestPostgres, whyNoPostgres } from './testing/server.ts'

const program = join(import.meta.dirname, '../../main.ts')
const reason = whyNoPostgres()

describe.skipIf(reason !== null)(
  `npm run city with DATABASE_URL${reason === null ? '' : `: ${reason}`}`,
  () => {
    let server: TestPostgres
    let data: string
    beforeAll(async () => {
      server = await startPostgres()
      data = await mkdtemp(join(tmpdir(), 'city-pg-'))
    })
    afterAll(async () => {
      await server.stop()
      await rm(data, { recursive: true, force: true })
    })

    const environment = (address: string) => ({ ...process.env, DATABASE_URL: address })
    const run = (address: string, ...args: string[]) =>
      new Promise<{ code: number | string | null; out: string; err: string }>((resolve) =>
        execFile(
          process.execPath,
          [program, '--data', data, ...args],
          { env: environment(address) },
          (error, out, err) => resolve({ code: error ? (error.code ?? null) : 0, out, err }),
        ),
      )

    test('the city is kept in the database; the folder has its keys only; commands work while it runs', async () => {
      const address = await server.database()
      const child = spawn(process.execPath, [program, '--data', data], {
        env: environment(address),
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [first] = await once(child.stdout, 'data')
      const said = JSON.parse(String(first))
      expect((await fetch(`${said.address}${syncBase}/health`)).status).toBe(200)
      expect((await run(address, 'ward', '39901', 'Phường Ví Dụ')).code).toBe(0)
      expect(JSON.parse((await run(address, 'code', '39901')).out).code).toMatch(/^[A-Z2-7]{10}$/)
      expect(await readdir(data)).toEqual(['keys'])
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
    })

    test('an address that leads nowhere is told without its password', async () => {
      for (const address of [
        'postgresql://city:mat-khau@127.0.0.1:1/city',
        'mysql://city:mat-khau@db/city',
        'city:mat-khau',
      ]) {
        const { code, out, err } = await run(address, 'config')
        expect(code).not.toBe(0)
        expect(err).toMatch(/ECONNREFUSED|must begin with postgresql/)
        expect(out + err).not.toContain('mat-khau')
      }
    })

    test('help names it', async () => {
      expect((await run('', '--help')).out).toContain('DATABASE_URL=postgresql://')
    })
  },
)
