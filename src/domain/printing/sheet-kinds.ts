/** Sizes of paper that a desk prints on, from small to large. */
export const paperSizes = ['A6', 'A5', 'A4'] as const
export type PaperSize = (typeof paperSizes)[number]

/** Width and height of upright paper, mm. */
export const paperMeasures: Readonly<Record<PaperSize, { readonly width: number; readonly height: number }>> =
  {
    A6: { width: 105, height: 148 },
    A5: { width: 148, height: 210 },
    A4: { width: 210, height: 297 },
  }

/**
 * Kinds of sheets a printer is set right for, by the paper they need. `market-cards` are four on a page, `market-card`
 * is one alone; `other` is every letter and book.
 */
export const sheetKinds = ['permit', 'market-cards', 'market-card', 'receipt', 'other'] as const
export type SheetKind = (typeof sheetKinds)[number]

/** The paper of each kind. */
export const paperOf: Readonly<Record<SheetKind, PaperSize>> = {
  permit: 'A4',
  'market-cards': 'A4',
  'market-card': 'A6',
  receipt: 'A5',
  other: 'A4',
}

const kindsOfSheets: Readonly<Record<string, SheetKind>> = {
  permit: 'permit',
  'organisation-paper': 'permit',
  'market-card': 'market-cards',
  'market-card-slip': 'market-card',
  receipt: 'receipt',
}

/** The kind a sheet counts to, by its name in the registry. */
export function kindOfSheet(sheet: string): SheetKind {
  return kindsOfSheets[sheet] ?? 'other'
}

/** Whether a kind fits on paper of a size. */
export function fitsOn(kind: SheetKind, paper: PaperSize): boolean {
  return paperSizes.indexOf(paper) >= paperSizes.indexOf(paperOf[kind])
}
