import type { z } from 'zod'
import {
  byHand,
  type measureCalibration,
  type printCalibration,
  type ProfiledPrinter,
  type setPrinterProfile,
} from '../../../contract/desk/printers.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { calibrate, isWithin, placingLimits, squareOn } from '../../../domain/printing/placing.ts'
import { fitsOn, type SheetKind, sheetKinds } from '../../../domain/printing/sheet-kinds.ts'
import type { Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import { keepProfile, profilesOf } from '../../printing/profiles.ts'
import { staffName } from '../staff/read.ts'

type Page = z.output<typeof printCalibration.body>

/** What the kinds are called on the page that is measured. */
const kindNames: Readonly<Record<SheetKind, string>> = {
  permit: 'Giấy đi đường, giấy xác nhận',
  'market-cards': 'Thẻ đi chợ, bốn thẻ một tờ',
  'market-card': 'Thẻ đi chợ, một thẻ một tờ',
  receipt: 'Giấy tiếp nhận',
  other: 'Công văn, sổ và giấy khác',
}

/** The printers of this PC with how they are set; printing by hand comes last. */
export async function printersWithProfiles(desk: Desk): Promise<ProfiledPrinter[]> {
  const printers = [...(await desk.ports.printer.list()), { name: byHand, isDefault: false }]
  return printers.map(({ name, isDefault }) => {
    const set = profilesOf(desk.store, name)
    return {
      name,
      isDefault,
      profiles: sheetKinds.flatMap((kind) => {
        const profile = set[kind]
        return profile ? [{ ...profile, kind, setBy: staffName(desk.store, profile.setBy) }] : []
      }),
    }
  })
}

/**
 * Sets a printer right for a kind of sheet; the same act again changes nothing. Throws `printer-placing` outside the
 * limits, `printer-paper` for paper the sheets are too large for.
 */
export function setProfile(
  desk: Desk,
  actor: Actor,
  { actId, printer, kind, paper, ...asked }: z.output<typeof setPrinterProfile.body>,
): void {
  const placing = { xMm: tenths(asked.xMm), yMm: tenths(asked.yMm), percent: tenths(asked.percent) }
  if (!isWithin(placing)) throw outOfLimits()
  assertFits(kind, paper)
  desk.journal.command((writing) => {
    if (desk.journal.has(actId)) return
    const setAt = vietnamTime(desk.ports.clock.now())
    keepProfile(writing, printer, kind, { ...placing, paper, setBy: actor.user, setAt })
    writing.append({
      type: 'office.printer-set',
      id: actId,
      subject: 'office',
      baseVer: 0,
      actor,
      body: { printer, kind, paper, ...placing },
      personal: null,
    })
  })
  desk.notify('printers')
}

/** What a printer needs by the four numbers read off its page. Throws `printer-uneven`, `printer-placing`. */
export function placingMeasured(desk: Desk, asked: z.output<typeof measureCalibration.body>) {
  const { printer, kind, paper, ...measured } = asked
  const answer = calibrate(measured, squareOn(paper), placingOn(desk, { printer, kind, paper }))
  if (answer.outcome === 'placing') return answer.placing
  throw answer.outcome === 'uneven' ? new Refusal('printer-uneven') : outOfLimits()
}

/** The page to be measured, as the printer prints now. Throws `printer-paper`. */
export async function calibrationPage(desk: Desk, page: Page): Promise<Uint8Array> {
  const { printer, kind, paper } = page
  assertFits(kind, paper)
  const { calibrationPdf } = await import('../../printing/calibration-page.ts')
  return calibrationPdf({
    paper,
    date: dateAt(desk.ports.clock.now()),
    printer: printer === byHand ? 'Hộp thoại in của máy (tệp PDF)' : printer.slice(0, 80),
    kind: kindNames[kind],
    placing: placingOn(desk, page),
  })
}

/** Prints that page; answers where it went. Throws `printer-paper`, `no-printer`, `print-failed`. */
export async function printCalibrationPage(desk: Desk, page: Page): Promise<{ where: string }> {
  const { printer, paper } = page
  const pdf = await calibrationPage(desk, page)
  const printed = await desk.ports.printer.print({ pdf, title: 'can-chinh', copies: 1, printer, paper })
  if (printed.outcome === 'spooled') return { where: printed.where }
  if (printed.outcome === 'no-printer') throw new Refusal('no-printer')
  throw new Refusal('print-failed', { detail: printed.detail })
}

function placingOn(desk: Desk, { printer, kind }: Page) {
  const { xMm, yMm, percent } = profilesOf(desk.store, printer)[kind] ?? { xMm: 0, yMm: 0, percent: 100 }
  return { xMm, yMm, percent }
}

function assertFits(kind: SheetKind, paper: Page['paper']): void {
  if (!fitsOn(kind, paper)) throw new Refusal('printer-paper', { paper })
}

function outOfLimits(): Refusal {
  const { mm, leastPercent, mostPercent } = placingLimits
  return new Refusal('printer-placing', { mm, least: leastPercent, most: mostPercent })
}

const tenths = (value: number) => Math.round(value * 10) / 10
