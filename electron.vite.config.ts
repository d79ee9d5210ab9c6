import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { firstPage } from './scripts/lib/first-page.ts'

// Dependencies of package.json stay outside the bundles of main (native drivers cannot be bundled); the sandboxed
// preload may require nothing but electron, so it is one CommonJS file.
export default defineConfig({
  main: {
    build: {
      minify: true,
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          'office-process': 'src/main/office-process.ts',
          'reader-process': 'src/office/scanning/process/reader-process.ts',
          'list-process': 'src/office/lists/process/list-process.ts',
          'signing-process': 'src/office/signing/key-token/signing-process.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [
      react(),
      // Pages have deep addresses (/ho-so/12), so files are named from the root; electron-vite would say './'.
      { name: 'files-from-the-root', enforce: 'post', config: () => ({ base: '/' }) },
      firstPage('.cache/first-page'),
    ],
    build: {
      minify: true,
      target: 'chrome109',
      rollupOptions: { input: 'src/renderer/index.html' },
    },
  },
})
