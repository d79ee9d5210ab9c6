import { cpSync } from 'node:fs'
import type { Call } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import type { Desk } from '../../office/desk.ts'
import { openOffice } from '../../office/office.ts'
import { personAt, signedIn } from '../../office/testing/person.ts'
import { testPorts } from '../../office/testing/ports.ts'
import { type ColleagueName, colleagues, founding } from '../../office/testing/staffed-office.ts'
import type { WardWithCity } from './ward-with-city.ts'

/** Another PC of the same ward: an office with a folder, keys and accounts of its own, enrolled with the same city. */
export type OtherPc = {
  as(name: ColleagueName): Promise<Call>
  desk(): Desk
  close(): Promise<void>
}

/**
 * Opens it. `room` tells the PCs of a ward apart: an office is founded once a test file for each, with everybody's
 * account, and copied.
 */
export async function otherPc(ward: WardWithCity, room: string): Promise<OtherPc> {
  const model = models.get(room) ?? foundOffice()
  models.set(room, model)
  const ports = testPorts()
  cpSync(await model, ports.dataDir, { recursive: true })
  const office = await openOffice(ports)
  const as = (name: ColleagueName) => signedIn(office, colleagues[name].user, colleagues[name].password)
  const configuration = JSON.stringify({ ...ward.city.admin.config(), address: ward.lineAddress })
  const code = await ward.city.admin.enrolmentCode('39901')
  const administrator = await as('administrator')
  await administrator(api.enrolOffice, { body: { configuration, code } })
  return {
    as,
    desk() {
      const desk = office.core.desk()
      if (!desk) throw new Error('the office is closed')
      return desk
    },
    close: () => office.close(),
  }
}

const models = new Map<string, Promise<string>>()

async function foundOffice(): Promise<string> {
  const ports = testPorts()
  const office = await openOffice(ports)
  await personAt(office)(api.establishOffice, { body: founding })
  const { user, password } = colleagues.administrator
  const administrator = await signedIn(office, user, password)
  for (const { roles, ...one } of Object.values(colleagues)) {
    if (one.user !== user) await administrator(api.addStaff, { body: { ...one, roles: [...roles] } })
  }
  await office.close()
  return ports.dataDir
}
