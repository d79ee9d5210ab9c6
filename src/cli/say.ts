import type { Sentence } from './command.ts'

/** One line of the answer, on standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** One JSON object on a line of its own, on standard output. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value))
}

/** A sentence beside the answer, on standard error: Vietnamese, then English. */
export function tell({ vi, en }: Sentence): void {
  process.stderr.write(`${vi}\n${en}\n`)
}
