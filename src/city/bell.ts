/** Wakes long polls when a ward's feed has grown, and all of them when the server closes. */
export type Bell = {
  ring(ward: string): void
  /** Resolves when the ward's bell rings, the time is over, the asker has gone or the server closes. */
  heard(ward: string, waitMs: number, gone: AbortSignal): Promise<void>
  /** Wakes everyone now and whoever comes later. */
  silence(): void
}

/** A bell for the wards of one process. */
export function createBell(): Bell {
  const waiting = new Map<string, Set<() => void>>()
  let isSilenced = false
  const wake = (ward: string) => {
    for (const resolve of waiting.get(ward) ?? []) resolve()
  }
  return {
    ring: wake,
    silence() {
      isSilenced = true
      for (const ward of waiting.keys()) wake(ward)
    },
    async heard(ward, waitMs, gone) {
      if (isSilenced || gone.aborted) return
      const listeners = waiting.get(ward) ?? new Set()
      await new Promise<void>((resolve) => {
        const wakeUp = () => {
          clearTimeout(timer)
          listeners.delete(wakeUp)
          resolve()
        }
        const timer = setTimeout(wakeUp, waitMs)
        waiting.set(ward, listeners.add(wakeUp))
        gone.addEventListener('abort', wakeUp, { once: true })
      })
    },
  }
}
