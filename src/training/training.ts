import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { builtPage } from '../city/checkpoints/built-page.ts'
import { openCity } from '../city/city.ts'
import { writeDurably } from '../office/database/key-slots.ts'
import { setAside } from '../office/features/office-state/establish.ts'
import { type Office, openOffice, type TrainingAccount, type TrainingCity } from '../office/office.ts'
import type { StartListProcess } from '../office/lists/process/messages.ts'
import type { Ports } from '../office/ports.ts'
import { simulatedSource } from '../office/scanning/simulated/source.ts'
import type { StartReaderProcess } from '../office/scanning/process/messages.ts'
import { usbReaders } from '../office/scanning/usb-readers.ts'
import { foundTrainingOffice } from './found.ts'
import { sampleCards, sampleTestCodes } from './sample-cards.ts'
import { samplePapers } from './sample-papers.ts'
import { trainingOperator, trainingStaff } from './staff.ts'

export type TrainingOffice = {
  readonly office: Office
  readonly accounts: readonly TrainingAccount[]
  /** Where a newcomer can play the city, and the secret to sign in with; both change nothing outside this PC. */
  readonly city: TrainingCity
}

/** Opens the store of a training office without a sign-in. It is published here and protects nothing. */
const trainingSecret = 'training-office'

/**
 * Opens the training office (*văn phòng tập huấn*): Phường Ví Dụ with staff of every role, a simulated reader, sample
 * people and a city server of its own, in its own folder with its own keys. Everything it shows and prints is marked.
 * A set-up that was killed is set aside in the folder and begun anew. `startReaderProcess` and `startListProcess` as in
 * `OfficeOptions`.
 */
export async function openTrainingOffice(
  ports: Ports,
  startReaderProcess?: StartReaderProcess,
  startListProcess?: StartListProcess,
): Promise<TrainingOffice> {
  mkdirSync(ports.dataDir, { recursive: true })
  const mark = join(ports.dataDir, 'training-founding')
  // A set-up that was killed left an office without all its people and cases: nobody has worked in it.
  if (existsSync(mark)) setAside(ports.dataDir, ['city', 'founding'])
  const isNew = !existsSync(join(ports.dataDir, 'keys.json'))
  if (isNew) writeDurably(mark, '')
  const city = await openCity({
    dataDir: join(ports.dataDir, 'city'),
    clock: ports.clock,
    training: true,
    checkpointPage: builtPage(),
  })
  await city.admin.saveOperator(trainingOperator, trainingOperator.secret)
  // Any free port: the office is told anew where its city is at each start.
  const cityAddress = await city.listen(0)
  const reader = simulatedSource()
  const accounts = trainingStaff.map(({ user, password, pin, roles }) => ({
    role: roles[0] ?? 'clerk',
    user,
    password,
    pin,
  }))
  const cityThere = { console: `${cityAddress}/console`, secret: trainingOperator.secret }
  const office = await openOffice(ports, {
    trainingAccounts: accounts,
    trainingCity: cityThere,
    trainingSecret,
    cityAddress,
    ...(startListProcess ? { startListProcess } : {}),
    // A reader that is really plugged in may be tried here too.
    readers: ['web', 'electron'].includes(ports.shell)
      ? [reader, ...usbReaders(startReaderProcess)]
      : [reader],
    sampleCards: [
      ...[...sampleTestCodes, ...sampleCards].map(({ text, ...card }) => ({
        ...card,
        scan: () => void reader.scan(text),
      })),
      ...samplePapers.map(({ textAt, ...paper }) => ({
        ...paper,
        scan: () => void reader.scan(textAt(ports.clock.now())),
      })),
    ],
  })
  if (isNew) {
    await foundTrainingOffice(office, city, () => ports.clock.now())
    rmSync(mark)
  }
  return {
    accounts,
    city: cityThere,
    office: {
      fetch: (request) => office.fetch(request),
      onChanges: (listener) => office.onChanges(listener),
      async close() {
        await office.close()
        await city.close()
      },
    },
  }
}
