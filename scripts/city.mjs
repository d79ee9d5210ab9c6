// `npm run city`: whatever is missing is fetched and built first (the checkpoint page), then the city server or one of
// its commands runs. Plain JavaScript without libraries, as `start.mjs`.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { environment, node24, root } from './lib/place.mjs'

if (!ensureInstalled() || !ensureBuilt()) process.exit(1)

const city = spawn(node24, [join(root, 'src', 'city', 'main.ts'), ...process.argv.slice(2)], {
  cwd: process.cwd(),
  env: environment,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => city.kill(signal))
city.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)
})
