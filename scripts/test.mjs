// `npm test`: everything that must hold, in one go. A failing step does not stop the next one; the last line counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { environment, root } from './lib/place.mjs'
import { countEndToEnd, countGate, countUnit, summary } from './lib/reports.mjs'
import { ensureSystem } from './lib/system.mjs'

const folder = join(root, '.cache', 'test')
const unitReport = join(folder, 'unit.json')
const endToEndReport = join(folder, 'e2e.json')
const linesShown = 80
// What one test's process has compiled the next ones need not.
const compiled = join(root, '.cache', 'compiled')
// Electron itself where its binary is; what its stand-in repeats of the web shell is left to `npm run e2e`.
const electron = existsSync(join(root, 'node_modules', 'electron', 'path.txt'))
const shells = ['web', 'main-stub', 'checkpoint', ...(electron ? ['electron'] : [])]

const steps = [
  { name: 'types', command: ['tsc', '-b'], count: countGate },
  { name: 'lint', command: ['oxlint', '--type-aware'], count: countGate },
  { name: 'format', command: ['biome', 'format', '.'], count: countGate },
  { name: 'dead code', command: ['knip', '--config', 'scripts/lib/knip.json'], count: countGate },
  { name: 'page sizes', command: ['size-limit'], count: countGate },
  {
    name: 'unit',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    count: (code) => countUnit(readReport(unitReport), code),
  },
  {
    name: 'end to end',
    command: ['playwright', 'test', ...shells.map((name) => `--project=${name}`), '--reporter=list,json'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: endToEndReport },
    count: (code) => countEndToEnd(readReport(endToEndReport), code),
  },
]

process.exitCode = main()

function main() {
  if (!ensureInstalled() || !ensureSystem()) return giveUp()
  const built = ensureBuilt()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const done = [{ name: 'build', seconds: 0, count: countGate(built ? 0 : 1) }, ...steps.map(run)]
  process.stdout.write(`\n${summary(done)}\n`)
  return done.some(({ count }) => count.failed > 0) ? 1 : 0
}

function giveUp() {
  process.stdout.write('0 passed, 1 failed, 0 skipped\n')
  return 1
}

function run(step) {
  process.stdout.write(`… ${step.name}\n`)
  const begun = performance.now()
  const [program, ...args] = step.command
  const ran = spawnSync(program, args, {
    cwd: root,
    env: { ...environment, ...step.environment, NODE_COMPILE_CACHE: compiled, NO_COLOR: '1', CI: '1' },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 900_000,
    shell: process.platform === 'win32',
  })
  const seconds = (performance.now() - begun) / 1000
  const output = `${ran.stdout ?? ''}${ran.stderr ?? ''}${ran.error ? `${ran.error.message}\n` : ''}`
  writeFileSync(join(folder, `${step.name.replaceAll(' ', '-')}.log`), output)
  const count = step.count(ran.status ?? 1)
  if (count.failed > 0)
    process.stdout.write(`${output.trimEnd().split('\n').slice(-linesShown).join('\n')}\n`)
  return { name: step.name, seconds, count }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
