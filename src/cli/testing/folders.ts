import { randomBytes, randomUUID } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import type { Case } from '../../contract/desk/cases.ts'
import { openSlot, readSlots } from '../../office/database/key-slots.ts'
import { openStore } from '../../office/database/open.ts'
import type { Store } from '../../office/database/store.ts'
import { databasePath } from '../../office/desk.ts'
import { openOffice } from '../../office/office.ts'
import { temporaryFolder, testPorts } from '../../office/testing/ports.ts'
import { signedIn } from '../../training/testing/person.ts'
import { openTrainingOffice, type TrainingOffice } from '../../training/training.ts'

export type TrainingFolder = {
  readonly dataDir: string
  readonly permitPdf: Uint8Array
  readonly permitNumber: string
}

/** A training office's data folder, closed, with one sealed permit as the office prints it. */
export async function trainingFolder(): Promise<TrainingFolder> {
  const ports = testPorts({ training: true })
  const training = await openTrainingOffice(ports)
  try {
    const { sealed, pdf } = await sealOne(training)
    return { dataDir: ports.dataDir, permitPdf: pdf, permitNumber: sealed.permit?.number ?? '' }
  } finally {
    await training.office.close()
  }
}

async function sealOne(training: TrainingOffice): Promise<{ sealed: Case; pdf: Uint8Array }> {
  const sealer = training.accounts.find(({ pin }) => pin !== null)
  if (!sealer?.pin) throw new Error('nobody of the training staff can seal')
  const police = await signedIn(training.office, sealer.user, sealer.password)
  await police(api.sendNow, {})
  const { items } = await police(api.listQueue, { query: { queue: 'mine' } })
  const waiting = items.find(({ state }) => state === 'approved')
  if (!waiting) throw new Error('no sample case is approved')
  const params = { caseId: waiting.caseId }
  const { version } = await police(api.readCase, { params })
  const body = { actId: randomUUID(), version, pin: sealer.pin }
  const sealed = await police(api.sealCase, { params, body })
  const asked = { sheet: 'permit', printer: null, way: 'pdf' as const, reprintReason: null }
  await police(api.printSheet, { params, body: { ...asked, actId: randomUUID() } })
  const pdf = await police(api.readSheet, { params: { ...params, sheet: 'permit' } })
  // Else the city may have lines whose receipt the office never saw, as it closes in between.
  await police(api.sendNow, {})
  return { sealed, pdf: new Uint8Array(await pdf.arrayBuffer()) }
}

/** A copy of a data folder, to be damaged. */
export function copyOf(dataDir: string): string {
  const copy = join(temporaryFolder(), 'data')
  cpSync(dataDir, copy, { recursive: true })
  return copy
}

/** Opens the store of a training folder as somebody with the key would, behind the program's back. */
export async function tamper(dataDir: string, work: (store: Store) => void): Promise<void> {
  const slot = readSlots(dataDir).find(({ kind }) => kind === 'training')
  const key = slot ? await openSlot(slot, 'training-office') : null
  const store = await openStore(databasePath(dataDir), key ?? randomBytes(32))
  work(store)
  store.close()
}

/** A real (not training) office of its own, closed, with its administrator's password and recovery code. */
export async function realFolder(): Promise<{
  dataDir: string
  user: string
  password: string
  recovery: string
}> {
  const ports = testPorts()
  const office = await openOffice(ports, { readers: [] })
  const call = createClient((request) => office.fetch(request), 'http://office.invalid')
  const [user, password] = ['ngoclan', 'mat-khau-rieng-9']
  const administrator = { user, fullName: 'Vũ Ngọc Lan', password }
  const body = {
    wardCode: '39901',
    wardName: 'Phường Ví Dụ',
    parentName: 'Ủy ban nhân dân Thành phố Mẫu',
    administrator,
  }
  const { recoveryCode } = await call(api.establishOffice, { body })
  await office.close()
  return { dataDir: ports.dataDir, user, password, recovery: recoveryCode }
}
