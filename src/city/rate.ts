/** Counts comings under a name within the last minute. */
export type Rate = {
  /** False when the name has had its share of the last minute. */
  mayCome(name: string): boolean
  came(name: string): void
}

const minuteMs = 60_000

/** At most `perMinute` under each name in any minute. Names that were quiet for a minute are forgotten. */
export function createRate(perMinute: number, now: () => number): Rate {
  const comings = new Map<string, number[]>()
  const recent = (name: string) => (comings.get(name) ?? []).filter((at) => at >= now() - minuteMs)
  let sweptAt = now()
  return {
    mayCome: (name) => recent(name).length < perMinute,
    came(name) {
      comings.set(name, [...recent(name), now()])
      if (sweptAt >= now() - minuteMs) return
      for (const each of comings.keys()) if (recent(each).length === 0) comings.delete(each)
      sweptAt = now()
    },
  }
}
