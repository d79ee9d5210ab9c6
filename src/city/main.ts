import { parseArgs } from 'node:util'
import { builtPage } from './checkpoints/built-page.ts'
import { openCity } from './city.ts'
import { isWithdrawalReason } from './issuers.ts'
import { type CityPlace, restoreCity } from './backup.ts'
import { commandHelp, runCommand, sentenceOf } from './commands.ts'
import { storeAt, storeKinds } from './store/registry.ts'
import type { City } from './types.ts'

const help = `The city server of Quầy Một Cửa: takes what the wards' PCs send (PSP/1), see src/city/PROTOCOL.md.

  npm run city -- --data DIR [--port N] [--host H] [--name TEXT]   serve; prints {"address": …}, ends on SIGTERM
  npm run city -- --data DIR COMMAND                               one of these, and end:

${commandHelp}

  restore FOLDER                                   bring a backup back to where no city is (a new DIR, an empty database)

  --port N    port to listen on; 0 (the default) takes any free one
  --host H    address to listen on (default 127.0.0.1)
  --address U where the offices find it, e.g. https://city.example:8443; kept, and told by config
  --drain S   seconds between SIGTERM and the end, in which /readyz says no and everything is still answered (default 0)
  --name T    name of the city, kept from the first start on
  --training  a city to practise with: keys count without a telephone call, nothing it signs is meant
  --new-list-key retired|compromised
              say so once, with the server stopped, to withdraw the key that signs lists, decisions and packs
  --restored  say so once when DIR came back by other means than restore: the PCs then send again what it lost

Checkpoints open ADDRESS/checkpoint/ once with a network and work without one from then on. A telephone's camera needs
https: put a web server with a certificate in front.

The data is kept in DIR; with DATABASE_URL=postgresql://USER:PASSWORD@HOST/DATABASE in the environment, all but the keys in
that PostgreSQL database (14 or newer, UTF8; the tables are made by themselves).

/healthz and /readyz are for whatever watches over it; /metrics (Prometheus) wants an auditor's secret as bearer.

The commands may be used while the server runs. Operators sign in at ADDRESS/console. Back up with the command
backup, and lock the copy up: DIR/keys must stay secret.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    drain: { type: 'string', default: '0' },
    name: { type: 'string' },
    address: { type: 'string' },
    restored: { type: 'boolean', default: false },
    training: { type: 'boolean', default: false },
    'new-list-key': { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const newListKey = values['new-list-key']
const database = process.env['DATABASE_URL'] ?? ''

if (values.help) console.log(help)
else if (values.address !== undefined && !/^https?:$/.test(URL.parse(values.address)?.protocol ?? '')) {
  console.error('--address wants a whole address, as https://city.example:8443. More with --help.')
  process.exitCode = 2
} else if (values.data === undefined || !/^\d{1,5}$/.test(values.port) || !/^\d{1,3}$/.test(values.drain)) {
  console.error(
    'Say where the data is (--data DIR), a port number and whole seconds to drain. More with --help.',
  )
  process.exitCode = 2
} else if (newListKey !== undefined && !isWithdrawalReason(newListKey)) {
  console.error('--new-list-key wants retired or compromised. More with --help.')
  process.exitCode = 2
} else {
  const said = {
    ...(newListKey === undefined ? {} : { newListKey }),
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.address === undefined ? {} : { address: values.address }),
  }
  const [command, ...rest] = positionals
  const store = database === '' ? storeKinds[0] : storeAt(database)
  const isRestore = command === 'restore'
  if (isRestore) await bringBack({ dataDir: values.data, store }, rest[0])
  const city = await openCity({
    dataDir: values.data,
    clock: { now: Date.now },
    store,
    log: (line) => console.error(JSON.stringify({ at: new Date().toISOString(), ...line })),
    restored: values.restored || isRestore,
    training: values.training,
    checkpointPage: builtPage(),
    ...said,
  })
  if (isRestore) await city.close()
  else if (command === undefined) await serve(city, Number(values.port), values.host)
  else {
    const args = values.out === undefined ? rest : [...rest, '--out', values.out]
    process.exitCode = await runCommand(city, { answer: console.log, remark: console.error }, command, args)
    await city.close()
  }
}

/** Ends the program where the backup cannot be brought back: nothing is made in its place. */
async function bringBack(place: CityPlace, from: string | undefined): Promise<void> {
  try {
    if (from === undefined) throw new Error('say the folder of the backup; see --help')
    console.log(JSON.stringify(await restoreCity(place, from)))
  } catch (error) {
    console.error(sentenceOf(error))
    process.exit(1)
  }
}

async function serve(city: City, port: number, host: string): Promise<void> {
  const address = await city.listen(port, host)
  console.log(JSON.stringify({ address }))
  if (builtPage() === null)
    console.error('The checkpoint page is not built: npm run build, then start again.')
  let isClosing = false
  const close = () => {
    if (isClosing) return
    isClosing = true
    city.drain()
    setTimeout(() => void city.close().then(() => process.exit(0)), Number(values.drain) * 1000)
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
}
