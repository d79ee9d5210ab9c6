// The version is checked before anything else is loaded: the database driver crashes on an older Node.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(
    `Cần Node.js 24 trở lên (đang dùng ${process.versions.node}). Hãy chạy: npm start\n` +
      `Node.js 24 or newer is needed (this is ${process.versions.node}). Run: npm start\n`,
  )
  process.exit(1)
}
const { runWebShell } = await import('./run.ts')
// Everything is closed by now; nothing left behind by a driver may keep the process.
process.exit(await runWebShell(process.argv.slice(2)))
