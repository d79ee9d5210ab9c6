import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** The Node 24 that came with the libraries; the machine's own may be older. */
export const node24 = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/** The environment in which the project's own programs, and that Node, are found first. */
export const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter),
}

/** Whether all these files are in the repository's folder. */
export const present = (...files) => files.every((file) => existsSync(join(root, file)))

/** One line for the person, in Vietnamese and English. Never on standard output, which belongs to the shell. */
export function say(vietnamese, english) {
  process.stderr.write(`${vietnamese}\n${english}\n`)
}
