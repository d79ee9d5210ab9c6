/** Wall and CPU time of repeated work, milliseconds each. */
export type Figures = {
  readonly p50: number
  readonly p99: number
  readonly cpu: number
  readonly times: number
}

/** Collects the times of one way of doing something. */
export type Watch = {
  /** Does the work once and notes how long it took. */
  run<Result>(work: () => Promise<Result> | Result): Promise<Result>
  /** Notes a time that was measured elsewhere, in milliseconds. */
  note(wallMs: number, cpuMs?: number): void
  figures(): Figures
}

/** A watch; `p50`, `p99` and the mean CPU time of this process come out at the end. */
export function createWatch(): Watch {
  const walls: number[] = []
  let cpu = 0
  const note = (wallMs: number, cpuMs = 0) => {
    walls.push(wallMs)
    cpu += cpuMs
  }
  return {
    note,
    async run(work) {
      const before = process.cpuUsage()
      const begun = performance.now()
      const result = await work()
      const wall = performance.now() - begun
      const { user, system } = process.cpuUsage(before)
      note(wall, (user + system) / 1000)
      return result
    },
    figures: () => ({
      p50: quantile(walls, 0.5),
      p99: quantile(walls, 0.99),
      cpu: walls.length === 0 ? 0 : cpu / walls.length,
      times: walls.length,
    }),
  }
}

/** How often work is done in a second of CPU time, over at least `milliseconds`. */
export function perSecond(work: () => void, milliseconds: number): number {
  for (let warm = 0; warm < 50; warm++) work()
  const before = process.cpuUsage()
  const until = performance.now() + milliseconds
  let times = 0
  while (performance.now() < until) {
    for (let each = 0; each < 20; each++) work()
    times += 20
  }
  const { user, system } = process.cpuUsage(before)
  return (times / (user + system)) * 1e6
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
