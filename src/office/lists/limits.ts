/** What a file opened from outside may cost. Beyond, it is refused with a sentence; nothing is half read. */
export type ListLimits = {
  /** Bytes of the file, also of an attachment. */
  readonly fileBytes: number
  /** Bytes of all parts of a workbook that are read, inflated; and how far one part may inflate. */
  readonly inflatedBytes: number
  readonly ratio: number
  /** Entries of a workbook's archive. */
  readonly entries: number
  /** Rows and cells that hold something. */
  readonly rows: number
  readonly cells: number
  /** Characters of one cell (Excel's own limit), and of all cells together. */
  readonly cellText: number
  readonly allText: number
  /** Parts of a message, its text and attachments together. */
  readonly parts: number
}

/**
 * A workbook of 65,536 rows is refused, since an Excel of before 2007 cuts off what follows. The list of a large
 * employer has some 20,000 rows of a dozen columns.
 */
export const listLimits: ListLimits = {
  fileBytes: 20 << 20,
  inflatedBytes: 100 << 20,
  ratio: 100,
  entries: 500,
  rows: 65_535,
  cells: 1_000_000,
  cellText: 32_767,
  allText: 40_000_000,
  parts: 100,
}

/** Small parts may inflate as far as they like. */
export const freelyInflatedBytes = 1 << 20
