import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from './place.mjs'

/** Programs of the system the tests read pages and paper with, and the Debian package each comes from. */
const needed = [
  {
    package: 'chromium',
    isThere: () =>
      ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].some(find),
  },
  { package: 'poppler-utils', isThere: () => find('pdftotext') && find('pdftoppm') },
  { package: 'zbar-tools', isThere: () => find('zbarimg') },
]
/** What some tests need besides; without it those are skipped and say why. */
const useful = [
  { package: 'strace', isThere: () => find('strace') },
  { package: 'socat', isThere: () => find('socat') },
  { package: 'softhsm2', isThere: () => find('softhsm2-util') },
  { package: 'opensc', isThere: () => find('pkcs11-tool') },
  { package: 'libusb-1.0-0', isThere: () => hasLibrary('libusb-1.0.so.0') },
  { package: 'postgresql', isThere: hasPostgres },
  { package: 'cups', isThere: () => existsSync('/usr/sbin/cupsd') && find('lpadmin') },
]
/** Where Debian says whether a new PostgreSQL gets a database of its own, which would run from then on. */
const clusterSettings = '/etc/postgresql-common/createcluster.conf'

/** Installs what is missing where that is allowed (root with apt). Answers whether everything needed is there. */
export function ensureSystem() {
  const missing = [...missingOf(needed), ...missingOf(useful)]
  if (missing.length > 0 && process.getuid?.() === 0 && find('apt-get')) install(missing)
  const lacking = missingOf(useful)
  if (process.platform === 'linux' && lacking.length > 0)
    say(
      `Một số kiểm thử sẽ được bỏ qua vì thiếu: ${lacking.join(', ')}.`,
      `Some tests will be skipped, because these are missing: ${lacking.join(', ')}.`,
    )
  const left = missingOf(needed)
  if (left.length === 0) return true
  const names = left.join(', ')
  say(
    `Thiếu chương trình để chạy kiểm thử: ${names}. Cài bằng: sudo apt-get install ${left.join(' ')}`,
    `Programs the tests need are missing: ${names}. Install them: sudo apt-get install ${left.join(' ')}`,
  )
  return false
}

function missingOf(all) {
  return all.filter(({ isThere }) => !isThere()).map((each) => each.package)
}

/** One package that cannot be had does not keep the others away: they are asked for one by one then. */
function install(packages) {
  say(`Đang cài: ${packages.join(', ')}…`, `Installing: ${packages.join(', ')}…`)
  if (!apt('update', '-qq'))
    say(
      'Không cập nhật được danh mục gói (apt-get update); thử cài với danh mục đang có.',
      'The list of packages could not be updated (apt-get update); trying with the one at hand.',
    )
  const add = (...names) => apt('install', '-y', '-qq', '--no-install-recommends', ...names)
  const putBack =
    packages.includes('postgresql') && add('postgresql-common') ? wantNoCluster() : () => undefined
  try {
    addAll(packages, add)
  } finally {
    putBack()
  }
}

function addAll(packages, add) {
  if (add(...packages)) return
  const refused = packages.filter((name) => !add(name))
  if (refused.length > 0)
    say(
      `Không cài được bằng apt-get: ${refused.join(', ')}; xem lỗi ở trên.`,
      `apt-get could not install: ${refused.join(', ')}; see the error above.`,
    )
}

/**
 * The tests start a PostgreSQL of their own in a temporary folder. Only the programs are wanted: no database of the
 * system's, no server that runs. Answers how to put the setting back for whoever installs PostgreSQL in earnest.
 */
function wantNoCluster() {
  if (!existsSync(clusterSettings)) return () => undefined
  const before = readFileSync(clusterSettings, 'utf8')
  writeFileSync(clusterSettings, `${before}\ncreate_main_cluster = false\n`)
  return () => writeFileSync(clusterSettings, before)
}

function apt(...args) {
  const options = {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  }
  return spawnSync('apt-get', args, options).status === 0
}

/** PostgreSQL's programs: Debian keeps those of each version in a folder that is not in the PATH. */
function hasPostgres() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const hasBoth = (has) => has('initdb') && has('postgres')
  return (
    hasBoth(find) ||
    versions.some((version) => hasBoth((name) => isProgram(join(debian, version, 'bin', name))))
  )
}

/** Whether the system has a shared library, in one of the folders Debian and others keep them. */
function hasLibrary(name) {
  const folders = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib']
  return folders
    .filter(existsSync)
    .flatMap((folder) => [folder, ...multiarch(folder)])
    .some((folder) => existsSync(join(folder, name)))
}

function multiarch(folder) {
  return readdirSync(folder)
    .filter((name) => name.includes('-linux-'))
    .map((name) => join(folder, name))
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
