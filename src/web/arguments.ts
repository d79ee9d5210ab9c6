import { parseArgs } from 'node:util'
import { dataFolder, trainingFolder } from '../office/host.ts'

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
  return {
    training: values.training,
    window: !values['no-window'],
    port,
    dataDir: dataFolder({ chosen: values.data, training: values.training, environment }),
  }
}

/**
 * The same start, but of the training office beside it: in its own folder, and at any port where a certain one was
 * asked for.
 */
export function trainingInstead(wanted: StartArguments): StartArguments {
  const port = wanted.port === null ? null : 0
  return { ...wanted, training: true, dataDir: trainingFolder(wanted.dataDir), port }
}
