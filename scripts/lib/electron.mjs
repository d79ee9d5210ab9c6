import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environment, node24, root } from './place.mjs'

const folder = join(root, 'node_modules', 'electron')
const tried = join(root, '.cache', 'electron-tried')
const patienceMs = 45_000
const dayMs = 24 * 3_600_000

/** Electron's program when it is installed, or null. (Importing the package would start a download.) */
function electronProgram() {
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(program) ? program : null
  } catch {
    return null
  }
}

/**
 * Electron's program, fetched if it can be had within 45 seconds; tried once a day. Otherwise why it is not there, in
 * Vietnamese and English.
 */
export function fetchElectron() {
  const installed = electronProgram()
  if (installed !== null) return { program: installed }
  if (triedToday()) return { why: ['hôm nay đã thử tải', 'the download was tried earlier today'] }
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(tried, '')
  const run = spawnSync(node24, [join(folder, 'install.js'), '--no'], {
    cwd: root,
    env: environment,
    stdio: 'ignore',
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  })
  const program = electronProgram()
  if (program !== null) return { program }
  if (run.error?.code === 'ETIMEDOUT')
    return { why: ['tải quá 45 giây', 'the download took more than 45 seconds'] }
  return { why: ['mạng không cho tải', 'the network does not let it through'] }
}

function triedToday() {
  try {
    return Date.now() - statSync(tried).mtimeMs < dayMs
  } catch {
    return false
  }
}
