import { html } from 'hono/html'
import type { Html } from './page.ts'

/** Bars that belong together: one for each series, in their order. */
export type Group = { readonly label: string; readonly values: readonly number[] }

const [width, height] = [1_200, 240]
const [left, right, top, bottom] = [46, 6, 10, 24]
const seriesClasses = ['first', 'second', 'third'] as const
const mostLabels = 24

/**
 * A bar chart as it stands in the page: drawn here, no script and no style but the page's. Whoever does not see it hears
 * the title and finds the same numbers in the table beside it.
 */
export function barChart(title: string, series: readonly string[], groups: readonly Group[]): Html {
  const most = ceiling(Math.max(1, ...groups.flatMap(({ values }) => values)))
  const slot = (width - left - right) / Math.max(1, groups.length)
  const bar = Math.min(26, (slot * 0.8) / series.length)
  const y = (value: number) => top + (height - top - bottom) * (1 - value / most)
  const every = Math.ceil(groups.length / mostLabels)
  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most).filter(Number.isInteger)
  return html`<figure><figcaption>${series.map((name, at) => html`<span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${seriesClasses[at] ?? ''}" width="12" height="12"/></svg>${name}</span>`)}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}. Số liệu có trong bảng bên dưới.">
${lines.map((value) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${round(y(value))}" y2="${round(y(value))}"/><text x="${left - 6}" y="${round(y(value) + 4)}" text-anchor="end">${value}</text>`)}
${groups.map((group, at) => {
  const middle = left + slot * (at + 0.5)
  const first = middle - (bar * series.length) / 2
  return html`${group.values.map((value, one) => html`<rect class="${seriesClasses[one] ?? ''}" x="${round(first + bar * one)}" y="${round(y(value))}" width="${round(bar * 0.9)}" height="${round(y(0) - y(value))}"/>`)}
${at % every === 0 ? html`<text x="${round(middle)}" y="${height - 7}" text-anchor="middle">${group.label}</text>` : ''}`
})}
</svg></figure>`
}

/** The next round number of 1, 2, 4 or 5 times a power of ten, so that the lines stand at whole numbers. */
function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 4, 5, 10].find((one) => one * power >= value) ?? 10
  return step * power
}

function round(value: number): string {
  return value.toFixed(1)
}
