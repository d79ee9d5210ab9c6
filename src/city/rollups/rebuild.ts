import type { EventLine } from '../../contract/sync/event-line.ts'
import type { Desk } from '../desk.ts'
import { readForIntake } from '../judge/reading.ts'
import type { Rows } from '../store/store.ts'
import { countAccepted } from './count.ts'

const page = 500
/** Set once the lines that came before there were any counts are counted. */
const settingName = 'rollups'
const counted = 'counted'

/** Counts what this city took in before it counted anything; does nothing from then on. */
export async function foundRollups({ store }: Pick<Desk, 'store'>): Promise<void> {
  if ((await store.read((rows) => rows.setting(settingName))) === counted) return
  for (const { code } of await store.read((rows) => rows.wards()))
    await store.write((rows) => rebuildRollups(rows, code))
  await store.write((rows) => rows.saveSetting(settingName, counted))
}

/** Makes a ward's counts again from its feed, as they would have come to be line by line. */
export async function rebuildRollups(rows: Rows, ward: string): Promise<void> {
  await rows.clearRollups(ward)
  for (let after = 0; ; ) {
    const items = await rows.feed(ward, after, page)
    for (const { status, line, at } of items) {
      const event = status === 'accepted' ? ownEvent(line, ward) : null
      if (event) await countAccepted(rows, [event], at)
    }
    const last = items.at(-1)
    if (!last) return
    after = last.pos
  }
}

/** A ward's own event; the city's lines in its feed are not read by the judge either. */
function ownEvent(line: string, ward: string): EventLine | null {
  const event = readForIntake(line)?.event ?? null
  return event?.ward === ward ? event : null
}
