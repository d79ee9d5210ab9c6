import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const scheduler = '/usr/sbin/cupsd'

/** Why the real spooler cannot be tried on this PC; null when it can. */
export const whyNoCups =
  existsSync(scheduler) && process.getuid?.() === 0 ? null : 'needs CUPS (Debian: cups) and root'

/** A CUPS scheduler of one's own with one queue, and the printer behind it: a tray that can jam. */
export type Cups = {
  readonly queue: string
  /** Sizes of the jobs that came out whole. */
  readonly tray: readonly number[]
  /** From now on the printer takes nothing; or takes again. */
  jam(jammed: boolean): Promise<void>
  close(): Promise<void>
}

/** Starts a scheduler in a folder of its own; programs of this process talk to it while it is open. */
export async function startCups(): Promise<Cups> {
  const root = mkdtempSync(join(tmpdir(), 'quay-cups-'))
  for (const name of ['etc', 'spool', 'cache', 'state', 'log', 'tmp']) mkdirSync(join(root, name))
  spawnSync('chmod', ['755', root])
  const socket = join(root, 'sock')
  writeFileSync(join(root, 'etc', 'cupsd.conf'), scheduling(socket))
  writeFileSync(join(root, 'etc', 'cups-files.conf'), files(root))
  const child = spawn(
    scheduler,
    ['-f', '-c', join(root, 'etc', 'cupsd.conf'), '-s', join(root, 'etc', 'cups-files.conf')],
    { stdio: 'ignore' },
  )
  const before = process.env['CUPS_SERVER']
  process.env['CUPS_SERVER'] = socket
  while (!existsSync(socket)) await wait(50)
  const tray: number[] = []
  let printer = await listen(tray, 0)
  const { port } = printer
  const queue = 'quay-thu'
  const added = spawnSync('lpadmin', ['-p', queue, '-v', `socket://127.0.0.1:${port}/`, '-m', 'raw', '-E'])
  if (added.status !== 0) throw new Error(`lpadmin: ${added.stderr.toString()}`)
  return {
    queue,
    tray,
    async jam(jammed) {
      if (jammed) await printer.close()
      else printer = await listen(tray, port)
    },
    async close() {
      if (before === undefined) delete process.env['CUPS_SERVER']
      else process.env['CUPS_SERVER'] = before
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
      await printer.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function listen(tray: number[], port: number) {
  const server: Server = createServer((near) => {
    let bytes = 0
    near.on('data', (part) => (bytes += part.length))
    near.on('error', () => near.destroy())
    near.on('end', () => {
      tray.push(bytes)
      near.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const scheduling = (socket: string) => `Listen ${socket}
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobFiles No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
`

const files = (root: string) => `ServerRoot ${root}/etc
RequestRoot ${root}/spool
CacheDir ${root}/cache
StateDir ${root}/state
TempDir ${root}/tmp
AccessLog ${root}/log/access
ErrorLog ${root}/log/error
PageLog ${root}/log/page
User lp
Group lp
SystemGroup root
`
