import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type PowerResult, type PowerRun, sumOf } from './power-cuts.ts'

/** Does runs in so many processes side by side; answers their sum. */
export async function powerRuns(runs: readonly PowerRun[], processes: number): Promise<PowerResult> {
  const shares = Map.groupBy(runs.entries(), ([index]) => index % processes)
  const results = await Promise.all(
    [...shares.values()].map((share) => workThrough(share.map(([, run]) => run))),
  )
  return sumOf(results.flat())
}

async function workThrough(runs: readonly PowerRun[]): Promise<PowerResult[]> {
  const worker = fileURLToPath(new URL('power-worker.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [worker, JSON.stringify(runs)])
  // Printed by our own worker, one result a line.
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as PowerResult)
}
