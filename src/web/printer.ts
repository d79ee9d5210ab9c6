import { execFile } from 'node:child_process'
import { plainName } from '../office/host.ts'
import type { Printer, PrintJob } from '../office/ports.ts'
import { ippJobState } from './ipp-job-state.ts'

/** The printers CUPS knows on Linux and macOS; elsewhere, or without CUPS, there is none and jobs are refused. */
export function systemPrinter(): Printer {
  return { list: listQueues, print: printWithCups, follow, takeBack }
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
    ...(job.paper === undefined ? [] : ['-o', `media=${job.paper}`]),
  ]
  const answer = await run('lp', [...args, '--', '-'], job.pdf)
  if (answer === null) return { outcome: 'failed', detail: `lp -d ${queue.name}` }
  const ticket = /request id is (\S+)/.exec(answer)?.[1]
  return { outcome: 'spooled', where: queue.name, ...(ticket === undefined ? {} : { ticket }) }
}

/** How CUPS says a job stands; a queue that is switched off needs a person. */
async function follow(ticket: string): Promise<'waiting' | 'stopped' | 'printed' | 'gone'> {
  const dash = ticket.lastIndexOf('-')
  const state = await ippJobState(Number(ticket.slice(dash + 1)))
  if (state === 'completed') return 'printed'
  if (state === null || state === 'canceled' || state === 'aborted') return 'gone'
  if (state === 'stopped' || state === 'held') return 'stopped'
  const queue = await run('lpstat', ['-p', ticket.slice(0, dash)])
  return queue !== null && / disabled since /.test(queue) ? 'stopped' : 'waiting'
}

async function takeBack(ticket: string): Promise<void> {
  await run('cancel', [ticket])
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
