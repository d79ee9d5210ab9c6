import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from './place.mjs'

/** Programs of the system the tests read pages and paper with, and the Debian package each comes from. */
const needed = [
  {
    package: 'chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
  },
  { package: 'poppler-utils', programs: ['pdftotext'] },
  { package: 'poppler-utils', programs: ['pdftoppm'] },
  { package: 'zbar-tools', programs: ['zbarimg'] },
]

/** Installs what is missing where that is allowed (root with apt). Answers whether everything is there. */
export function ensureSystem() {
  if (missing().length > 0 && process.getuid?.() === 0 && find('apt-get')) install(missing())
  const left = missing()
  if (left.length === 0) return true
  const names = left.join(', ')
  say(
    `Thiếu chương trình để chạy kiểm thử: ${names}. Cài bằng: sudo apt-get install ${left.join(' ')}`,
    `Programs the tests need are missing: ${names}. Install them: sudo apt-get install ${left.join(' ')}`,
  )
  return false
}

function missing() {
  const packages = needed.filter(({ programs }) => !programs.some(find)).map((each) => each.package)
  return [...new Set(packages)]
}

function install(packages) {
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

function find(program) {
  const names = process.platform === 'win32' ? [`${program}.exe`] : [program]
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => names.some((name) => isProgram(join(folder, name))))
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
