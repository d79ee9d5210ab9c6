import { createAttempts } from '../../office/attempts.ts'
import { type Desk, openDesk } from '../../office/desk.ts'
import { readMeta, type OfficeFacts } from '../../office/facts.ts'
import { shippedPacks } from '../../office/features/policies/pack.ts'
import { systemClock } from '../../office/host.ts'
import type { Ports } from '../../office/ports.ts'
import { type Credentials, openFolder } from '../folder/open-folder.ts'

/**
 * Opens an office that is closed, as a start would, but without window, readers, printers and without talking to the
 * city; `work` is done and it is closed again. Throws the refusals of the opening ritual: `already-open` while the
 * office runs, which is not disturbed by the try.
 */
export async function inClosedOffice<Result>(
  dataDir: string,
  credentials: Credentials,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const { store, key } = await openFolder(dataDir, credentials)
  const training = readMeta<OfficeFacts>(store, 'office')?.training ?? false
  store.close()
  const ports = portsOf(dataDir, training)
  const desk = await openDesk({
    ports,
    key,
    attempts: createAttempts(dataDir, ports.clock),
    extensions: {
      packs: shippedPacks(),
      caseSheets: [],
      readers: [],
      sampleCards: [],
      cityAddress: null,
      startSigningProcess: null,
      startListProcess: null,
    },
    notify: () => undefined,
    isQuiet: () => false,
  })
  try {
    return await work(desk)
  } finally {
    await desk.close()
  }
}

function portsOf(dataDir: string, training: boolean): Ports {
  return {
    dataDir,
    training,
    clock: systemClock(),
    version: '0.1.0',
    shell: 'cli',
    log: (line) => {
      if (line.level !== 'info') process.stderr.write(`${JSON.stringify(line)}\n`)
    },
    secrets: { wrap: async () => null, unwrap: async () => null },
    printer: {
      list: async () => [],
      print: async () => ({ outcome: 'no-printer', detail: 'cli' }),
    },
  }
}
