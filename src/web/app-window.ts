import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]
const macPrograms = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
]
const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
]

/** The installed Chromium, Chrome or Edge, or null. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | null {
  return places(environment).find(isProgram) ?? null
}

function places(environment: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') return macPrograms.map((program) => join('/Applications', program))
  if (process.platform === 'win32') {
    const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap(
      (name) => environment[name] ?? [],
    )
    return windowsPrograms.flatMap((program) => roots.map((root) => join(root, program)))
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Whether this session can show a window at all. */
function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'])
}

/**
 * Opens the address as an application of its own, with its own profile in `profile`, so that neither extensions nor
 * other sites of the clerk's browser meet the counter. Null when there is no browser or no display.
 */
export function openAppWindow(address: string, profile: string): ChildProcess | null {
  const browser = hasDisplay() ? findBrowser() : null
  if (browser === null) return null
  const args = [
    `--app=${address}/`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-quic',
    // An offer to translate names and addresses has no place on a counter.
    '--disable-features=Translate,TranslateUI',
    '--lang=vi',
    '--disk-cache-size=1048576',
    '--window-size=1366,768',
  ]
  // Chromium refuses to start as root with its sandbox; nobody but a container is root here.
  if (process.getuid?.() === 0) args.push('--no-sandbox', '--test-type')
  return spawn(browser, args, { stdio: 'ignore' })
}
