import { sql as raw } from 'kysely'
import type { EventBody } from '../../../contract/events.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import { readLine } from '../../journal/line.ts'

export type StockSetting = EventBody<'office.stock-set'>
/** A setting and the Lamport time from which it counts. */
export type SettingSince = { readonly lc: number; readonly setting: StockSetting }

// Written as the partial index of migration 0017 is.
const allSettings = composedOnce(() =>
  sql
    .selectFrom('event')
    .select(['lc', 'line'])
    .where('type', '=', raw.lit<string>('office.stock-set'))
    .orderBy('lc'),
)

/** Every setting of this PC, oldest first; those of other PCs are theirs. */
export function settingsSoFar(reader: Reader): SettingSince[] {
  return reader.all(allSettings({})).flatMap(({ lc, line }) => {
    // Validated before the line was written.
    const setting = readLine(line)?.body as StockSetting | undefined
    return setting ? [{ lc, setting }] : []
  })
}

/** The setting in force; null: nobody has said yet whether this PC keeps account. */
export function stockSetting(reader: Reader): StockSetting | null {
  return settingsSoFar(reader).at(-1)?.setting ?? null
}

/** The Lamport time since which this PC has kept account without a pause. */
export function accountsSince(settings: readonly SettingSince[]): number {
  return settings.reduce(
    (since, { lc, setting }, at) => (setting.accounts && !settings[at - 1]?.setting.accounts ? lc : since),
    0,
  )
}
