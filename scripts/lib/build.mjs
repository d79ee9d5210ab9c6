import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './alone.mjs'
import { runQuietly } from './install.mjs'
import { present, root, say } from './place.mjs'

const stamp = join(root, '.cache', 'build.sha256')
const results = [
  'out/main/index.js',
  'out/main/office-process.js',
  'out/main/reader-process.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  '.cache/first-page/index.html',
  'out/checkpoint/index.html',
]
/** What the bundles are made of. The web shell, the command line and the tests run from their sources. */
const folders = [
  'renderer',
  'contract',
  'domain',
  'main',
  'preload',
  'office',
  'training',
  'city',
  'checkpoint',
]
const files = [
  'electron.vite.config.ts',
  'checkpoint.vite.config.ts',
  'scripts/lib/first-page.ts',
  'package-lock.json',
  'tsconfig.base.json',
]

/** The counter's pages with Electron's bundles, and the page of the checkpoints. */
const builds = [
  ['electron-vite', 'build', '--logLevel', 'warn'],
  ['vite', 'build', '--config', 'checkpoint.vite.config.ts', '--logLevel', 'warn'],
]

/**
 * Builds the pages and the Electron bundles when their sources have changed; two commands never at the same time. Answers
 * whether they are there.
 */
export function ensureBuilt() {
  const now = sourcesHash()
  const isBuilt = () => present(...results) && builtFrom() === now
  return isBuilt() || alone(join(root, '.cache', 'build.lock'), () => isBuilt() || build(now))
}

function build(now) {
  // What is half built must not pass for what was built before.
  rmSync(stamp, { force: true })
  say('Đang dựng giao diện…', 'Building the pages…')
  if (!builds.every(([program, ...args]) => runQuietly(program, args) === 0) || !present(...results)) {
    say('Dựng giao diện thất bại; xem lỗi ở trên.', 'The build failed; see the error above.')
    return false
  }
  writeFileSync(stamp, now)
  return true
}

function builtFrom() {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return null
  }
}

function sourcesHash() {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)))
  for (const folder of folders) {
    const names = readdirSync(join(root, 'src', folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .toSorted()
    for (const name of names) hash.update(name.slice(root.length)).update(readFileSync(name))
  }
  return hash.digest('hex')
}
