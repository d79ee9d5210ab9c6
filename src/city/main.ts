import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openCity } from './city.ts'
import type { City } from './types.ts'

const help = `The city server of Quầy Một Cửa: takes what the wards' PCs send (PSP/1), see src/city/PROTOCOL.md.

  npm run city -- --data DIR [--port N] [--host H] [--name TEXT]   serve; prints {"address": …}, ends on SIGTERM
  npm run city -- --data DIR ward 39901 "Phường Ví Dụ"             make a ward known
  npm run city -- --data DIR code 39901                            a one-time code for one PC, 15 minutes
  npm run city -- --data DIR checkpoint-code                       lets in the devices of checkpoints, 24 hours
  npm run city -- --data DIR config                                what the offices pin of this city
  npm run city -- --data DIR revoke DEVICE                         take nothing more from a PC

  --port N    port to listen on; 0 (the default) takes any free one
  --host H    address to listen on (default 127.0.0.1)
  --address U where the offices find it, e.g. https://city.example:8443; kept, and told by config
  --name T    name of the city, kept from the first start on
  --restored  say so once when DIR came back from a backup: the PCs then send again what it lost

Checkpoints open ADDRESS/checkpoint/ once with a network and work without one from then on. A telephone's camera needs
https: put a web server with a certificate in front.

The commands may be used while the server runs. Back up the whole folder; DIR/keys must stay secret.`

/** Where the build puts the checkpoint page. */
const builtPage = join(import.meta.dirname, '..', '..', 'out', 'checkpoint')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    name: { type: 'string' },
    address: { type: 'string' },
    restored: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(help)
else if (values.address !== undefined && !/^https?:$/.test(URL.parse(values.address)?.protocol ?? '')) {
  console.error('--address wants a whole address, as https://city.example:8443. More with --help.')
  process.exitCode = 2
} else if (values.data === undefined || !/^\d{1,5}$/.test(values.port)) {
  console.error('Say where the data is (--data DIR) and a port number. More with --help.')
  process.exitCode = 2
} else {
  const said = {
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.address === undefined ? {} : { address: values.address }),
  }
  const city = await openCity({
    dataDir: values.data,
    clock: { now: Date.now },
    log: (line) => console.error(JSON.stringify({ at: new Date().toISOString(), ...line })),
    restored: values.restored,
    checkpoints: { page: existsSync(join(builtPage, 'index.html')) ? builtPage : null, training: false },
    ...said,
  })
  const [command, ...rest] = positionals
  if (command === undefined) await serve(city, Number(values.port), values.host)
  else await once(city, command, rest)
}

async function serve(city: City, port: number, host: string): Promise<void> {
  const address = await city.listen(port, host)
  console.log(JSON.stringify({ address }))
  if (!existsSync(join(builtPage, 'index.html')))
    console.error('The checkpoint page is not built: npm run build, then start again.')
  let isClosing = false
  const close = () => {
    if (isClosing) return
    isClosing = true
    void city.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
}

/** What an administrator pastes; an office refuses one that does not say where the city is. */
function printConfig(city: City): void {
  const config = city.admin.config()
  console.log(JSON.stringify(config))
  if (config.address === null) console.error('No address is known yet; say it once with --address URL.')
}

async function once(city: City, command: string, [first, second]: readonly string[]): Promise<void> {
  try {
    if (command === 'ward' && first !== undefined && /^\d{5}$/.test(first) && second !== undefined)
      await city.admin.addWard({ code: first, name: second })
    else if (command === 'code' && first !== undefined)
      console.log(JSON.stringify({ code: await city.admin.enrolmentCode(first) }))
    else if (command === 'checkpoint-code')
      console.log(JSON.stringify({ code: await city.admin.checkpointCode() }))
    else if (command === 'config') printConfig(city)
    else if (command === 'revoke' && first !== undefined) await city.admin.revokeDevice(first)
    else throw new Error(`no such command: ${command}; see --help`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  } finally {
    await city.close()
  }
}
