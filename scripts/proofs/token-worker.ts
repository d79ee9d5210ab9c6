// A process that works through runs one after another and prints their results, each as one JSON line.
import { type ChangesRun, changesRun } from './token-changes.ts'
import { type PrintsRun, printsRun } from './token-prints.ts'
import { type TextsRun, textsRun } from './token-texts.ts'

// Only `token.ts` starts this file, with runs and nothing else.
const runs = JSON.parse(process.argv[2] ?? '[]') as (ChangesRun | TextsRun | PrintsRun)[]
for (const run of runs) {
  const result =
    run.work === 'changes' ? changesRun(run) : run.work === 'texts' ? textsRun(run) : await printsRun(run)
  process.stdout.write(`${JSON.stringify(result)}\n`)
}
