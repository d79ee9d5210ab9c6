import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Third-party notices: every package the product ships with, and the fonts. `npm run notices` writes the file. */
const root = join(import.meta.dirname, '..')
export const noticesPath = join(root, 'THIRD-PARTY-NOTICES.md')

type Manifest = {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** The notices as they must stand, from what is installed. */
export function notices(): string {
  const packages = [...shippedPackages()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const rows = packages.map(
    ({ name, version, license }) => `| ${name} | ${version} | ${license ?? 'see package'} |`,
  )
  return [
    '# Third-party notices',
    '',
    'Quầy Một Cửa is licensed under Apache-2.0 (see LICENSE). It ships with these works of others.',
    '',
    '## Fonts',
    '',
    '| font | where | licence |',
    '|---|---|---|',
    '| Tinos 1.340 (metric-compatible with Times New Roman) | printed sheets, `resources/fonts` | SIL OFL 1.1 (`resources/fonts/LICENSE`) |',
    '| Be Vietnam Pro | screen, npm `@fontsource/be-vietnam-pro` | SIL OFL 1.1 |',
    '',
    '## Packages',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows,
    '',
    'The database driver contains SQLite (public domain) and SQLite3 Multiple Ciphers (MIT). `zxing-wasm` contains',
    'ZXing-C++ (Apache-2.0), `@hyzyla/pdfium` contains PDFium (Apache-2.0), `node-hid` contains HIDAPI (BSD-3-Clause).',
    'The full texts lie in each package under `node_modules/<package>/LICENSE*` and in the packaged application.',
    '',
  ].join('\n')
}

/** Everything reachable from our dependencies; optional builds for other systems are left out. */
function shippedPackages(): Set<Manifest> {
  const found = new Map<string, Manifest>()
  const queue = Object.keys(manifestAt(root).dependencies ?? {})
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const folder = join(root, 'node_modules', name)
    if (found.has(name) || !existsSync(folder)) continue
    const manifest = manifestAt(folder)
    found.set(name, manifest)
    queue.push(...Object.keys(manifest.dependencies ?? {}))
  }
  return new Set(found.values())
}

function manifestAt(folder: string): Manifest {
  // npm's own files; the fields used here are all optional but the name.
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

if (import.meta.main) writeFileSync(noticesPath, notices())
