import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** What a start of the Electron shell was asked for. */
export type StartArguments = { readonly training: boolean; readonly dataDir: string }

/** Reads `--training` and `--data DIR`; other switches are Chromium's and Electron's own business. */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): StartArguments {
  const training = args.includes('--training')
  const at = args.indexOf('--data')
  const joined = args.find((arg) => arg.startsWith('--data='))?.slice('--data='.length)
  const chosen = joined ?? (at === -1 ? undefined : args[at + 1]) ?? environment['QUAY_DATA']
  return { training, dataDir: chosen ? resolve(chosen) : usualDataDir(training, environment) }
}

/** The same start, but of the training office: in a folder of its own beside this one, ending in `-training`. */
export function trainingInstead(wanted: StartArguments): StartArguments {
  return { training: true, dataDir: `${wanted.dataDir}-training` }
}

/** The same usual folders as the web shell's, so that a ward may change shells and keep its data. */
function usualDataDir(training: boolean, environment: NodeJS.ProcessEnv): string {
  const name = training ? 'quay-mot-cua-training' : 'quay-mot-cua'
  if (process.platform === 'win32') return join(environment['ProgramData'] ?? 'C:\\ProgramData', name)
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name)
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), name)
}
