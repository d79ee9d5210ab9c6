import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What a start of the web shell was asked for. */
export type StartArguments = {
  readonly training: boolean
  /** False: no app window; one JSON line on standard output when ready. */
  readonly window: boolean
  /** A port that must be had, or null for the usual one, else any. */
  readonly port: number | null
  /** Absolute folder of the installation. */
  readonly dataDir: string
}

/**
 * Reads the command line of a start.
 * @throws Error with one sentence when an argument is unknown or the port is no port.
 */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): StartArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      training: { type: 'boolean', default: false },
      'no-window': { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const port = values.port === undefined ? null : Number(values.port)
  if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new Error(`--port: ${values.port}`)
  const chosen = values.data ?? environment['QUAY_DATA']
  return {
    training: values.training,
    window: !values['no-window'],
    port,
    dataDir: chosen ? resolve(chosen) : defaultDataDir(values.training, environment),
  }
}

/**
 * The same start, but of the training office beside it: in a folder of its own that ends in `-training`, and at any
 * port where a certain one was asked for.
 */
export function trainingInstead(wanted: StartArguments): StartArguments {
  const port = wanted.port === null ? null : 0
  return { ...wanted, training: true, dataDir: `${wanted.dataDir}-training`, port }
}

/**
 * The usual folder of an installation: shared by the PC's accounts on Windows (never a roaming profile, whose
 * copies would tear the database), the XDG data home on Linux. Training keeps to a folder of its own.
 */
function defaultDataDir(training: boolean, environment: NodeJS.ProcessEnv): string {
  const name = training ? 'quay-mot-cua-training' : 'quay-mot-cua'
  if (process.platform === 'win32') return join(environment['ProgramData'] ?? 'C:\\ProgramData', name)
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name)
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), name)
}
