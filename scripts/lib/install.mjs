import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './alone.mjs'
import { environment, present, root, say } from './place.mjs'

const stamp = join(root, '.cache', 'install.sha256')

/**
 * Installs the libraries when they are missing or not those of package-lock.json; two commands never at the same time.
 * Answers whether they are there.
 */
export function ensureInstalled() {
  return isInstalled() || alone(join(root, '.cache', 'install.lock'), () => isInstalled() || install())
}

function install() {
  say('Đang tải thư viện (npm ci), chỉ lần đầu…', 'Fetching the libraries (npm ci), the first time only…')
  if (!npmCi()) {
    say(
      'Không tải được thư viện. Lần chạy đầu cần Internet hoặc kho npm nội bộ; có mạng rồi hãy chạy lại lệnh này.',
      'The libraries could not be fetched. The first start needs the Internet or a local npm mirror; run this again then.',
    )
    return false
  }
  remember()
  return true
}

function isInstalled() {
  if (!present('node_modules/node/bin', 'node_modules/.package-lock.json')) return false
  if (read(stamp) === lockHash()) return true
  if (!matchesLock()) return false
  remember()
  return true
}

/** Installed by hand: good when everything the lock names, but what other systems need, is there in that version. */
function matchesLock() {
  const wanted = JSON.parse(read(join(root, 'package-lock.json')) ?? '{}').packages ?? {}
  const got = JSON.parse(read(join(root, 'node_modules', '.package-lock.json')) ?? '{}').packages ?? {}
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || got[path]?.version === version,
  )
}

function npmCi() {
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--fetch-retry-maxtimeout=15000',
    '--loglevel=error',
  ]
  const options = { cwd: root, env: process.env, stdio: ['ignore', 2, 2] }
  const npm = process.env.npm_execpath
  const run = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  return run.status === 0
}

function remember() {
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(stamp, lockHash())
}

function lockHash() {
  return createHash('sha256')
    .update(read(join(root, 'package-lock.json')) ?? '')
    .digest('hex')
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Starts the project's own program and answers its exit code; what it says goes to standard error. */
export function runQuietly(program, args) {
  const options = {
    cwd: root,
    env: environment,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  }
  return spawnSync(program, args, options).status ?? 1
}
