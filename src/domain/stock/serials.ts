/** Numbers on blank sheets that follow one another, both ends included: `AB000001` … `AB000500`. */
export type Run = {
  /** What stands before the figures, in capitals; '' for bare numbers. */
  readonly prefix: string
  /** How many figures are printed, leading zeros included. */
  readonly width: number
  readonly first: number
  readonly last: number
}

/** So many sheets are in no box; a longer run is a slip of the keyboard. */
export const mostInRun = 100_000

const between = /\s*(?:[-–—…]|\.{2,})\s*|\s+(?:đến|to)\s+/iu

/**
 * Reads `AB000001-AB000500`, `AB000001-500` (the last figures alone) or a single number; null for what is no run: other
 * letters at its two ends, the last before the first, more than `mostInRun`.
 */
export function readRun(text: string): Run | null {
  const [from = '', to = from, ...more] = text.trim().split(between)
  const first = readSerial(from)
  if (!first || more.length > 0) return null
  const typed = readSerial(to)
  if (!typed) return null
  const isShort = typed.prefix === '' && typed.width < first.width
  const last = isShort ? withEnding(first.number, typed.number, typed.width) : typed.number
  if (!isShort && (typed.prefix !== first.prefix || typed.width !== first.width)) return null
  if (last < first.number || last - first.number >= mostInRun) return null
  return { prefix: first.prefix, width: first.width, first: first.number, last }
}

/** Reads runs with commas, semicolons or new lines between them; null when one of them is none. '' is no run at all. */
export function readRuns(text: string): Run[] | null {
  const parts = text.split(/[,;\n]/).filter((part) => part.trim() !== '')
  const runs = parts.map(readRun)
  return runs.some((run) => run === null) ? null : joined(runs.filter((run) => run !== null))
}

function readSerial(text: string): { prefix: string; width: number; number: number } | null {
  const [, letters = '', figures] = /^([\p{L}\p{N}/.]*?)\s*(\d{1,12})$/u.exec(text.trim()) ?? []
  if (figures === undefined || letters.length > 8) return null
  return {
    prefix: letters.normalize('NFC').toUpperCase(),
    width: figures.length,
    number: Number(figures),
  }
}

/** The number at or behind `first` that ends in these figures of the same stretch. */
function withEnding(first: number, ending: number, width: number): number {
  const stretch = 10 ** width
  return Math.floor(first / stretch) * stretch + ending
}

/** A number as it is printed on its sheet. */
function serialText({ prefix, width }: Pick<Run, 'prefix' | 'width'>, number: number): string {
  return `${prefix}${String(number).padStart(width, '0')}`
}

/** A run as people write it. */
export function runText(run: Run): string {
  const first = serialText(run, run.first)
  return run.first === run.last ? first : `${first}–${serialText(run, run.last)}`
}

/** Runs as people write them, commas between. */
export function runsText(runs: readonly Run[]): string {
  return runs.map(runText).join(', ')
}

/** How many sheets the runs have. */
export function sheetsIn(runs: readonly Run[]): number {
  return runs.reduce((sum, { first, last }) => sum + last - first + 1, 0)
}

/** The same numbers with nothing twice, in order, and as few runs as there can be. */
export function joined(runs: readonly Run[]): Run[] {
  const done: Run[] = []
  for (const run of [...runs].sort(inOrder)) {
    const before = done.at(-1)
    if (before && isSameSeries(before, run) && run.first <= before.last + 1)
      done[done.length - 1] = { ...before, last: Math.max(before.last, run.last) }
    else done.push(run)
  }
  return done
}

/** The numbers of `runs` that are not in `less`. */
export function without(runs: readonly Run[], less: readonly Run[]): Run[] {
  return less.reduce<Run[]>((left, taken) => left.flatMap((run) => cut(run, taken)), joined(runs))
}

/** The numbers that are in both. */
export function common(one: readonly Run[], other: readonly Run[]): Run[] {
  return without(one, without(one, other))
}

function cut(run: Run, taken: Run): Run[] {
  if (!isSameSeries(run, taken) || taken.last < run.first || taken.first > run.last) return [run]
  return [
    ...(run.first < taken.first ? [{ ...run, last: taken.first - 1 }] : []),
    ...(run.last > taken.last ? [{ ...run, first: taken.last + 1 }] : []),
  ]
}

const isSameSeries = (one: Run, other: Run) => one.prefix === other.prefix && one.width === other.width

function inOrder(one: Run, other: Run): number {
  if (one.prefix !== other.prefix) return one.prefix < other.prefix ? -1 : 1
  return one.width - other.width || one.first - other.first || one.last - other.last
}
