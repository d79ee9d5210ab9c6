// `npm start`: whatever is missing is fetched and built first, then the counter opens. Plain JavaScript without
// libraries: it must run on the machine's own Node, before anything is installed.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { fetchElectron } from './lib/electron.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { environment, node24, root, say } from './lib/place.mjs'

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 20) {
  say('Cần Node.js 20 trở lên để bắt đầu.', 'Node.js 20 or newer is needed to begin.')
  process.exit(1)
}
const args = process.argv.slice(2)
const starter = process.ppid
if (!ensureInstalled() || !ensureBuilt()) process.exit(1)

const [program, ...its] = chooseShell()
const shell = spawn(program, [...its, ...args], { cwd: process.cwd(), env: environment, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => shell.kill(signal))
// npm runs this through a `sh` that dies of a signal without passing it on. When it is gone, the office is to end.
if (process.env.npm_lifecycle_event === 'start')
  setInterval(() => process.ppid === starter || shell.kill('SIGTERM'), 200).unref()
shell.on('error', (error) => {
  say(`Không khởi động được: ${error.message}`, `Could not start: ${error.message}`)
  process.exitCode = 1
})
shell.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)
})

/** The Electron window where there is a display and the program; otherwise the same office in a browser window. */
function chooseShell() {
  const web = [node24, join(root, 'src', 'web', 'start.ts')]
  // Only the web shell has an address and can do without a window.
  if (args.includes('--no-window') || args.some((arg) => arg.startsWith('--port'))) return web
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!display) {
    say(
      'Không có màn hình: mở quầy bằng địa chỉ web.',
      'There is no display: the office opens at a web address.',
    )
    return web
  }
  const electron = fetchElectron()
  if (electron.program) {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    return [electron.program, ...sandbox, root]
  }
  const [vietnamese, english] = electron.why
  say(
    `Chưa có Electron (${vietnamese}): mở quầy trong cửa sổ trình duyệt, chức năng như nhau.`,
    `Electron is not installed (${english}): the office opens in a browser window, with the same functions.`,
  )
  return web
}
