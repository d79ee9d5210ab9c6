import { execFile } from 'node:child_process'
import { plainName } from '../office/host.ts'
import type { Printer, PrintJob } from '../office/ports.ts'

/** The printers CUPS knows on Linux and macOS; elsewhere, or without CUPS, there is none and jobs are refused. */
export function systemPrinter(): Printer {
  return { list: listQueues, print: printWithCups }
}

async function listQueues() {
  const queues = await run('lpstat', ['-e'])
  if (queues === null) return []
  const usual = await run('lpstat', ['-d'])
  const usualName = usual?.slice(usual.lastIndexOf(':') + 1).trim()
  return queues
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => ({ name, isDefault: name === usualName }))
}

async function printWithCups(job: PrintJob): ReturnType<Printer['print']> {
  const queues = await listQueues()
  const queue =
    job.printer === null
      ? (queues.find((each) => each.isDefault) ?? queues[0])
      : queues.find((each) => each.name === job.printer)
  if (queue === undefined) return { outcome: 'no-printer', detail: job.printer ?? 'CUPS' }
  // The sheet goes in by standard input: personal data stays off the disk, and no name on the command line.
  const args = [
    '-d',
    queue.name,
    '-n',
    String(job.copies),
    '-t',
    plainName(job.title),
    '-o',
    'fit-to-page=false',
  ]
  const answer = await run('lp', [...args, '--', '-'], job.pdf)
  return answer === null
    ? { outcome: 'failed', detail: `lp -d ${queue.name}` }
    : { outcome: 'spooled', where: queue.name }
}

/** Standard output of a program, or null when it is missing, fails or takes more than 20 seconds. */
function run(program: string, args: readonly string[], input?: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    // The C locale keeps lpstat's answers in the one language read here.
    const child = execFile(
      program,
      args,
      { timeout: 20_000, env: { ...process.env, LC_ALL: 'C' } },
      (error, output) => resolve(error ? null : output),
    )
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
