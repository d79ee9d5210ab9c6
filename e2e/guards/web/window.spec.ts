import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from '../../launch.ts'
import { startNode, webShell } from '../../program.ts'

/** A browser that notes how it was called and stays open that long. */
function browserOpenFor(seconds: number): { env: NodeJS.ProcessEnv; called: string; dataDir: string } {
  const folder = mkdtempSync(join(tmpdir(), 'quay-window-'))
  const program = join(folder, 'chromium')
  const called = join(folder, 'called')
  writeFileSync(
    program,
    `#!/bin/sh\necho $$ "$@" > ${called}.new\nmv ${called}.new ${called}\nexec sleep ${seconds}\n`,
  )
  chmodSync(program, 0o755)
  const env = { PATH: [folder, process.env['PATH']].join(delimiter), DISPLAY: ':0' }
  return { env, called, dataDir: join(folder, 'data') }
}

test('the counter opens as an application of its own, and is closed with the office', async () => {
  const { env, called, dataDir } = browserOpenFor(600)
  const shell = startNode([...webShell, '--training', '--port', '0', '--data', dataDir], env)
  await expect.poll(() => existsSync(called), { timeout: 30_000 }).toBe(true)
  const [pid, ...args] = readFileSync(called, 'utf8').trim().split(' ')
  expect(args.find((arg) => arg.startsWith('--app='))).toMatch(/^--app=http:\/\/127\.0\.0\.1:\d+\/$/)
  expect(args).toContain(`--user-data-dir=${join(dataDir, 'window')}`)
  expect(await shell.stop()).toBe(0)
  expect(() => process.kill(Number(pid), 0)).toThrow()
  expect(existsSync(join(dataDir, 'shell.lock'))).toBe(false)
})

test('closing the window closes the office', async () => {
  const { env, dataDir } = browserOpenFor(6)
  const shell = startNode([...webShell, '--training', '--port', '0', '--data', dataDir], env)
  expect(await shell.ended).toBe(0)
  expect(existsSync(join(dataDir, 'shell.lock'))).toBe(false)
})
