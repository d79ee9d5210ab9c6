// A process that plays stories of the protocol and prints what they came to, each run as one JSON line.
import { type StoriesRun, storiesRun } from './psp-simulation.ts'

// Only `psp-simulation.ts` starts this file, with runs and nothing else.
const runs = JSON.parse(process.argv[2] ?? '[]') as StoriesRun[]
for (const run of runs) process.stdout.write(`${JSON.stringify(await storiesRun(run))}\n`)
