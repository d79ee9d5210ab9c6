import type { Figures } from './measure.ts'

/** One line of the table. `beside` names the peer of the same section; `aim` is what p99 or p50 should not exceed. */
export type Row = {
  readonly section: string
  readonly way: string
  readonly p50?: number
  readonly p99?: number
  readonly cpu?: number
  readonly perSecond?: number
  readonly note?: string
}

/** A row of times. */
export function timed(section: string, way: string, { p50, p99, cpu, times }: Figures, note = ''): Row {
  return { section, way, p50, p99, cpu, note: [note, `n = ${times}`].filter(Boolean).join('; ') }
}

/** `ours` as a multiple of `peer`, for a note. */
export function ratio(ours: number, peer: number, what: string): string {
  return `${(ours / peer).toFixed(2)}× ${what}`
}

const columns = ['p50 ms', 'p99 ms', 'CPU ms', 'per CPU s'] as const

/** The whole table as Markdown. */
export function markdown(rows: readonly Row[]): string {
  const lines = rows.map(({ section, way, p50, p99, cpu, perSecond, note }) =>
    [section, way, shown(p50), shown(p99), shown(cpu), whole(perSecond), note ?? ''].join(' | '),
  )
  const head = ['what', 'way', ...columns, 'note']
  return [head.join(' | '), head.map(() => '---').join(' | '), ...lines]
    .map((line) => `| ${line} |`)
    .join('\n')
}

function shown(value: number | undefined): string {
  if (value === undefined) return ''
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3)
}

function whole(value: number | undefined): string {
  return value === undefined ? '' : Math.round(value).toLocaleString('en')
}
