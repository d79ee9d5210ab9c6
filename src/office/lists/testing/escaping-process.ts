import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { serveParent } from '../../helper-process.ts'
import type { FromLists, ToLists } from '../process/messages.ts'

// A list process that a file has taken over: it tries to write, then to start another program, and tells how that went.
serveParent<ToLists, FromLists>((tell) => ({ file }) => {
  const tries = [() => writeFileSync(file.name ?? '', 'x'), () => spawnSync(process.execPath, ['--version'])]
  tell({ what: 'fault', message: tries.map(outcome).join(', ') })
})

function outcome(work: () => unknown): string {
  try {
    work()
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed'
  }
}
