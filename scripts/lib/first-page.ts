import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

/**
 * Notes what the browser loads before the first page is there, for the size budget: the document, the scripts it
 * starts with (the entry itself asks for one more) and their styles, copied into `folder`. Fonts are not counted:
 * they are compressed already, and the page does not wait for them.
 */
export function firstPage(folder: string): Plugin {
  return {
    name: 'first-page',
    writeBundle({ dir = '' }, bundle) {
      const styles = chunksOfFirstPage(bundle).flatMap((chunk) => [
        ...(chunk.viteMetadata?.importedCss ?? []),
      ])
      const scripts = chunksOfFirstPage(bundle).map(({ fileName }) => fileName)
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      for (const file of new Set(['index.html', ...scripts, ...styles]))
        copyFileSync(join(dir, file), join(folder, basename(file)))
    },
  }
}

function chunksOfFirstPage(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const found = new Set<Rolldown.OutputChunk>()
  const take = (name: string) => {
    const chunk = bundle[name]
    if (chunk?.type !== 'chunk' || found.has(chunk)) return
    found.add(chunk)
    for (const next of [...chunk.imports, ...(chunk.isEntry ? chunk.dynamicImports : [])]) take(next)
  }
  for (const each of Object.values(bundle)) if (each.type === 'chunk' && each.isEntry) take(each.fileName)
  return [...found]
}
