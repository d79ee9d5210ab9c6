import type { z } from 'zod'
import { readersSchema, wedgeSettingsSchema } from '../../../contract/desk/readers.ts'
import type { ReaderReport } from '../../../domain/identity/reader-check.ts'
import { usualWedge, type WedgeSettings } from '../../../domain/identity/wedge.ts'
import { sql, type Store } from '../../database/store.ts'

/** The one reader no computer can list: it looks like any keyboard. */
export const keyboardReader = 'keyboard'

type Checked = NonNullable<z.infer<typeof readersSchema>['keyboard']>

/** What is known of a reader on this PC. */
export type ReaderProfile = { readonly used: boolean | null; readonly checked: Checked | null }

const nothingKnown: ReaderProfile = { used: null, checked: null }
const checkedSchema = readersSchema.shape.keyboard.unwrap()

/** What is known of every reader that was ever checked or chosen here, by its key. */
export function readerProfiles(store: Store): { of(key: string): ReaderProfile } {
  const rows = store.all(sql.selectFrom('reader_profile').selectAll())
  const profiles = new Map(
    rows.map(({ reader, used, findings }): [string, ReaderProfile] => [
      reader,
      { used: used === null ? null : used === 1, checked: parsed(checkedSchema, findings) },
    ]),
  )
  return { of: (key) => profiles.get(key) ?? nothingKnown }
}

/** Says for good whether the office listens to a device. */
export function chooseReader(store: Store, reader: string, label: string, used: boolean): void {
  const row = { used: used ? (1 as const) : (0 as const) }
  put(store, reader, label, row)
}

/** Keeps what a check found. */
export function keepReport(
  store: Store,
  reader: string,
  label: string,
  at: string,
  { verdict, findings, wedge }: ReaderReport,
): void {
  const checked: Checked = { at, verdict, findings: [...findings] }
  put(store, reader, label, {
    checked_at: at,
    findings: JSON.stringify(checked),
    ...(wedge && { settings: JSON.stringify(wedge) }),
  })
}

/** How the window tells a reader in keyboard mode from a person: as checked or set here, else as usual. */
export function wedgeSettings(store: Store): WedgeSettings {
  const row = store.first(
    sql.selectFrom('reader_profile').select('settings').where('reader', '=', keyboardReader),
  )
  const { layout, ...settings } = parsed(wedgeSettingsSchema, row?.settings ?? null) ?? usualWedge
  return layout ? { ...settings, layout } : settings
}

/** Sets by hand what `wedgeSettings` answers. */
export function saveWedgeSettings(store: Store, settings: WedgeSettings): void {
  put(store, keyboardReader, keyboardReader, { settings: JSON.stringify(settings) })
}

type Columns = Partial<{ used: 0 | 1; checked_at: string; findings: string; settings: string }>

function put(store: Store, reader: string, label: string, columns: Columns): void {
  const fresh = { used: null, checked_at: null, findings: null, settings: '{}' }
  store.transact((tx) =>
    tx.run(
      sql
        .insertInto('reader_profile')
        .values({ reader, ...fresh, label, ...columns })
        .onConflict((conflict) => conflict.column('reader').doUpdateSet({ label, ...columns })),
    ),
  )
}

/** A stored JSON text; null when it is not what this version writes. */
function parsed<Schema extends z.ZodType>(schema: Schema, text: string | null): z.output<Schema> | null {
  const result = schema.safeParse(JSON.parse(text ?? 'null'))
  return result.success ? result.data : null
}
