import type { Sentence } from './command.ts'

/** What a terminal obeys instead of showing it: controls but tab and line end, and marks that turn the writing round. */
// oxlint-disable-next-line no-control-regex -- these are what must not come through
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One line of the answer, on standard output. Names from a file show what would steer the terminal as `�`. */
export function print(line: string): void {
  process.stdout.write(`${line.replace(steering, '\ufffd')}\n`)
}

/** One JSON object on a line of its own, on standard output; what would steer a terminal is escaped. */
export function printJson(value: unknown): void {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  process.stdout.write(`${JSON.stringify(value).replace(steering, escaped)}\n`)
}

/** A sentence beside the answer, on standard error: Vietnamese, then English. */
export function tell({ vi, en }: Sentence): void {
  process.stderr.write(`${vi}\n${en}\n`.replace(steering, '\ufffd'))
}
