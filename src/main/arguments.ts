import { dataFolder, trainingFolder } from '../office/host.ts'

/** What a start of the Electron shell was asked for. */
export type StartArguments = { readonly training: boolean; readonly dataDir: string }

/** Reads `--training` and `--data DIR`; other switches are Chromium's and Electron's own business. */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): StartArguments {
  const training = args.includes('--training')
  const at = args.indexOf('--data')
  const joined = args.find((arg) => arg.startsWith('--data='))?.slice('--data='.length)
  const chosen = joined ?? (at === -1 ? undefined : args[at + 1])
  return { training, dataDir: dataFolder({ chosen, training, environment }) }
}

/** The same start, but of the training office beside it, in its own folder. */
export function trainingInstead(wanted: StartArguments): StartArguments {
  return { training: true, dataDir: trainingFolder(wanted.dataDir) }
}
