import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Folder of the built checkpoint page, found upward from this file (sources and bundles alike); null: not built. */
export function builtPage(): string | null {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'out', 'checkpoint')
    if (existsSync(join(candidate, 'index.html'))) return candidate
    if (folder === dirname(folder)) return null
  }
}
