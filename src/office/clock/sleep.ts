/** Times that are given in whole seconds differ by no more than this (ms) while the PC is awake. */
const roundingMs = 2_000

/**
 * Makes a clock that counts only while the PC is awake count its sleep too: a laptop that was closed over night has not
 * had its clock set. Both are asked in milliseconds; `sinceBoot` counts sleep but may be coarse.
 */
export function countingSleep(awake: () => number, sinceBoot: () => number): () => number {
  const apart = sinceBoot() - awake()
  let slept = 0
  return () => {
    const more = sinceBoot() - awake() - apart
    if (more - slept > roundingMs) slept = more
    return awake() + slept
  }
}
