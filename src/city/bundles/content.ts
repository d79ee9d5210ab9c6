import { type BundleManifest, bundleManifestSchema } from '../../contract/sync/bundle.ts'

/** Content of a bundle of lines, taken apart; the lines are still to be judged by the intake. */
export type LinesContent = {
  readonly manifest: BundleManifest
  readonly opening: string
  readonly keys: readonly string[]
  readonly lines: readonly string[]
}

/** Takes content apart; null when it is not what a bundle of lines holds. */
export function readLinesContent(content: readonly string[]): LinesContent | null {
  const [first, opening, ...rest] = content
  const manifest = bundleManifestSchema.safeParse(parse(first)).data
  if (!manifest || opening === undefined || rest.length !== manifest.keys + manifest.lines) return null
  return { manifest, opening, keys: rest.slice(0, manifest.keys), lines: rest.slice(manifest.keys) }
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
