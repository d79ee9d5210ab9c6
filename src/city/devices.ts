import { type Desk, serverTime } from './desk.ts'
import { noOperator, writeAudit } from './operators/audit.ts'
import type { DeviceRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'

/** What may become of a PC's right to send, and how the audit calls it. */
const acts = {
  active: 'device.readmitted',
  suspended: 'device.suspended',
  revoked: 'device.revoked',
} as const

/** Whether a state was changed; `revoked` is for good: such a PC has to enrol anew, under a new key. */
export type DeviceChanged = 'changed' | 'unchanged' | 'unknown-device' | 'revoked'

/**
 * Takes a PC's right to send away for good (`revoked`), for now (`suspended`), or gives it back (`active`), and says so
 * in the audit. What it has sent stays; what it still holds, it keeps.
 */
export async function setDeviceState(
  desk: Desk,
  rows: Rows,
  id: string,
  state: DeviceRow['state'],
  operator: string,
): Promise<DeviceChanged> {
  const device = await rows.device(id)
  // The city's own streams belong to devices without a key; they are nobody's to change.
  if (!device || device.spki === '') return 'unknown-device'
  if (device.state === state) return 'unchanged'
  if (device.state === 'revoked') return 'revoked'
  await rows.saveDevice({ ...device, state })
  const { ward, letters } = device
  await writeAudit(rows, serverTime(desk), operator, acts[state], { device: id, ward, letters })
  return 'changed'
}

/**
 * The clone rule (PSP/1 section 6): a PC sent new lines into a stream that another PC with the same key has replaced.
 * Both stop until each has enrolled anew; what they have signed and sent stays.
 */
export async function suspendClones(desk: Desk, id: string): Promise<void> {
  await desk.store.write((rows) => setDeviceState(desk, rows, id, 'suspended', noOperator.city))
  desk.log({ level: 'warn', what: 'two-pcs-with-one-key', device: id })
}
