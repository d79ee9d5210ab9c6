import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folderPrinter, openLog, systemClock } from '../office/host.ts'
import { type Office, openOffice, type TrainingAccount, type TrainingCity } from '../office/office.ts'
import type { Ports } from '../office/ports.ts'
import { type StartArguments, trainingInstead } from './arguments.ts'
import { type Held, takeFolder } from './lock.ts'
import { systemPrinter } from './printer.ts'
import { type Listening, serveOffice } from './server.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Folder of the built renderer. */
export const pagesFolder = join(root, 'out', 'renderer')
/** A steady address keeps bookmarks and the window's settings; another is taken where it is occupied. */
const usualPorts = { office: 47_901, training: 47_902 }

/** An office open at an address: `close` answers what is under way, closes it and gives its folder free. */
export type ServedOffice = {
  readonly address: string
  /** Published log-ins; none but in training. */
  readonly accounts: readonly TrainingAccount[]
  /** Where a newcomer plays the city; null but in training. */
  readonly city: TrainingCity | null
  close(): Promise<void>
}

/**
 * Opens the office of a folder that is ours and serves it on this PC.
 * @throws what the office throws at opening, or the listener when the wanted port cannot be had.
 */
export async function openServedOffice(place: Held, wanted: StartArguments): Promise<ServedOffice> {
  const training = trainingBeside(wanted)
  let office: Office | null = null
  try {
    const ports = portsFor(wanted)
    const opened = await openOfficeFor(ports)
    office = opened.office
    const serving = { office, pages: pagesFolder, instance: place.instance, log: ports.log }
    const listening = await listen({ ...serving, openTraining: training.open }, wanted)
    place.publish(listening.address)
    return {
      address: listening.address,
      accounts: opened.accounts,
      city: opened.city,
      async close() {
        await Promise.all([listening.close(), training.close()])
        await opened.office.close()
        place.release()
      },
    }
  } catch (error) {
    await office?.close()
    place.release()
    throw error
  }
}

/** The training office next to an office that is not set up: opened once, at the first wish; closed with it. */
function trainingBeside(wanted: StartArguments) {
  const instead = trainingInstead(wanted)
  let opening: Promise<{ readonly address: string; close?(): Promise<void> }> | null = null
  const open = async () => {
    const place = await takeFolder(instead.dataDir)
    return 'address' in place ? place : openServedOffice(place, instead)
  }
  return {
    async open() {
      opening ??= open().catch((error: unknown) => {
        opening = null
        throw error
      })
      const { address } = await opening
      return { address }
    },
    async close() {
      const opened = await opening?.catch(() => null)
      await opened?.close?.()
    },
  }
}

function portsFor(wanted: StartArguments): Ports {
  const toFile = openLog(wanted.dataDir)
  return {
    dataDir: wanted.dataDir,
    clock: systemClock(),
    printer: wanted.training ? folderPrinter(join(wanted.dataDir, 'printed')) : systemPrinter(),
    // A browser has no key store of the operating system to lend: the office falls back to its other key slots.
    secrets: { wrap: () => Promise.resolve(null), unwrap: () => Promise.resolve(null) },
    training: wanted.training,
    log(line) {
      toFile(line)
      process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
    },
    version: applicationVersion(),
    shell: 'web',
  }
}

function applicationVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const has = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return has ? String(manifest.version) : '0'
}

async function openOfficeFor(ports: Ports) {
  if (!ports.training) return { office: await openOffice(ports), accounts: [], city: null }
  // It brings a whole city server, which the office itself must not wait for.
  const { openTrainingOffice } = await import('../training/training.ts')
  return openTrainingOffice(ports)
}

async function listen(
  serving: Parameters<typeof serveOffice>[0],
  wanted: StartArguments,
): Promise<Listening> {
  if (wanted.port !== null) return serveOffice(serving, wanted.port)
  const usual = wanted.training ? usualPorts.training : usualPorts.office
  return serveOffice(serving, usual).catch(() => serveOffice(serving, 0))
}
