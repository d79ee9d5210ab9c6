import { asDrawn, type Placing } from '../../domain/printing/placing.ts'
import { kindOfSheet, type PaperSize, type SheetKind } from '../../domain/printing/sheet-kinds.ts'
import type { Reader, Transactor } from '../database/store.ts'
import type { Desk } from '../desk.ts'
import { readMeta, writeMeta } from '../facts.ts'

/** How a printer of this PC is set right for a kind of sheet, and who has set it so. */
export type Profile = Placing & {
  readonly paper: PaperSize
  readonly setBy: string
  readonly setAt: string
}
type Profiles = Readonly<Record<string, Readonly<Partial<Record<SheetKind, Profile>>>>>

/** A property of this PC's printers: the journal says who changed it, other PCs have nothing of it. */
const profilesName = 'printer-profiles'

/** How a printer is set, by kind of sheet. */
export function profilesOf(reader: Reader, printer: string): Profiles[string] {
  const all = readMeta<Profiles>(reader, profilesName) ?? {}
  return Object.hasOwn(all, printer) ? (all[printer] ?? {}) : {}
}

/** Sets a printer for a kind of sheet. */
export function keepProfile(tx: Transactor, printer: string, kind: SheetKind, profile: Profile): void {
  const all = readMeta<Profiles>(tx, profilesName) ?? {}
  writeMeta(tx, profilesName, { ...all, [printer]: { ...profilesOf(tx, printer), [kind]: profile } })
}

/** Where and how a sheet is printed. */
export type Printing = {
  /** Null: the usual one, whose name the spooler does not tell. */
  readonly printer: string | null
  readonly placing: Placing
  readonly paper?: PaperSize
}

/** Where a sheet goes that somebody wants on `printer` (null: the usual one), and what that printer needs. */
export async function printingOn(desk: Desk, printer: string | null, sheet: string): Promise<Printing> {
  const name = printer ?? usualOf(await desk.ports.printer.list())
  return { ...placedFor(desk, name, sheet), printer: name }
}

/** What a printer needs for a sheet. */
export function placedFor(desk: Desk, printer: string | null, sheet: string): Omit<Printing, 'printer'> {
  const profile = printer === null ? undefined : profilesOf(desk.store, printer)[kindOfSheet(sheet)]
  if (!profile) return { placing: asDrawn }
  const { xMm, yMm, percent, paper } = profile
  return { placing: { xMm, yMm, percent }, paper }
}

function usualOf(printers: Awaited<ReturnType<Desk['ports']['printer']['list']>>): string | null {
  const only = printers.length === 1 ? printers[0] : undefined
  return (printers.find(({ isDefault }) => isDefault) ?? only)?.name ?? null
}
