import { fileURLToPath } from 'node:url'

// The version is checked before anything else is loaded: the database driver crashes on an older Node.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(
    `Cần Node.js 24 trở lên (đang dùng ${process.versions.node}). Hãy chạy: npm start\n` +
      `Node.js 24 or newer is needed (this is ${process.versions.node}). Run: npm start\n`,
  )
  process.exit(1)
}
// What was compiled once is not compiled again: half the time to the first answer. An installation that cannot be
// written to does without.
const { enableCompileCache, flushCompileCache } = await import('node:module')
enableCompileCache(fileURLToPath(new URL('../../.cache/compiled', import.meta.url)))
// The PC may be switched off without telling anybody.
setTimeout(flushCompileCache, 10_000).unref()
const { runWebShell } = await import('./run.ts')
// Everything is closed by now; nothing left behind by a driver may keep the process.
process.exit(await runWebShell(process.argv.slice(2)))
