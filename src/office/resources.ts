import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * A folder of `resources/`, found upward from this file: the sources run in `src`, the bundles in `out`.
 * Throws when the installation is incomplete.
 */
export function resourceFolder(name: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources', name)
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) throw new Error(`resources/${name} is missing from this installation`)
  }
}
