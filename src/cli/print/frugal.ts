/**
 * How a process is started that needs little memory however long it writes: Node clears up every few megabytes instead
 * of every hundred, and glibc keeps one heap for all threads instead of one each. What is alive at a time is a third of
 * the limit, whatever the number of papers.
 */
export const frugal = {
  flags: ['--max-semi-space-size=8', '--max-old-space-size=96'],
  environment: { MALLOC_ARENA_MAX: '1' },
} as const
