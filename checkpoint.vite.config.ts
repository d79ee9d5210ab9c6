import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const root = join(import.meta.dirname, 'src/checkpoint')

/** The page brings its own two functions for what the office takes from Node (see `src/office/token/ed25519.ts`). */
const ownSignatures: Plugin = {
  name: 'own-signatures',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === './ed25519.ts' && importer?.replaceAll('\\', '/').includes('/src/office/token/')
      ? join(root, 'ed25519.ts')
      : null,
}

/** Tells the service worker which files are the page, and by what name this version goes. */
const pageFiles: Plugin = {
  name: 'page-files',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const worker = bundle['sw.js']
    if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
    if (worker.imports.length > 0) throw new Error('a classic service worker imports nothing')
    const built = Object.values(bundle).filter((file) => file !== worker)
    const kept = readdirSync(join(root, 'public')).filter((name) => name.endsWith('.png'))
    const names = ['', ...built.map((file) => file.fileName).filter((name) => name !== 'index.html'), ...kept]
    const version = createHash('sha256')
    for (const file of built) version.update(file.type === 'chunk' ? file.code : file.source)
    worker.code = worker.code
      .replaceAll('PAGE_FILES', JSON.stringify([...names, 'manifest.webmanifest']))
      .replaceAll('PAGE_VERSION', JSON.stringify(version.digest('hex').slice(0, 16)))
  },
}

// The page that the city serves to checkpoints: old telephones, no network after the first load.
export default defineConfig({
  root,
  base: '/checkpoint/',
  plugins: [ownSignatures, pageFiles],
  build: {
    outDir: join(import.meta.dirname, 'out/checkpoint'),
    emptyOutDir: true,
    target: ['chrome90', 'safari15'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { main: join(root, 'index.html'), sw: join(root, 'worker/service-worker.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
