// A process that works through runs one after another and prints their results, each as one JSON line.
import { type PowerRun, powerRun } from './power-cuts.ts'

// Only `powerRuns` starts this file, with runs and nothing else.
const runs = JSON.parse(process.argv[2] ?? '[]') as PowerRun[]
for (const run of runs) process.stdout.write(`${JSON.stringify(await powerRun(run))}\n`)
