#!/usr/bin/env node
// `npx quay`: hands over to the Node that came with the libraries. Plain JavaScript without libraries: it must run on
// the machine's own Node 20, and say what to do when nothing is installed yet.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const program = `${root}node_modules/node/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`

if (existsSync(program)) {
  const main = `${root}src/cli/main.ts`
  const child = spawn(program, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    // What was compiled once is not compiled again: the answer comes in a third of the time.
    env: { NODE_COMPILE_CACHE: `${root}.cache/compiled`, ...process.env },
  })
  // Ctrl+C reaches the child by itself; the parent only waits for its end.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => refuse(error.message))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
} else {
  refuse('node_modules')
}

function refuse(what) {
  process.stderr.write(
    `Chưa cài thư viện (${what}). Hãy chạy npm ci trong thư mục ${root} rồi thử lại.\n` +
      `The libraries are not installed (${what}). Run npm ci in ${root} and try again.\n`,
  )
  process.exitCode = 1
}
