import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Printer, PrintJob } from '../office/ports.ts'

/** A printer of the training office: every job becomes a PDF file in the folder, numbered in printing order. */
export function folderPrinter(folder: string): Printer {
  return {
    list: () => Promise.resolve([{ name: folder, isDefault: true }]),
    async print(job) {
      await mkdir(folder, { recursive: true })
      const number = (await readdir(folder)).filter((name) => name.endsWith('.pdf')).length + 1
      const copies = job.copies > 1 ? `-x${job.copies}` : ''
      const name = `${String(number).padStart(4, '0')}-${plainName(job.title)}${copies}.pdf`
      await writeFile(join(folder, name), job.pdf, { flag: 'wx' })
      return { outcome: 'spooled', where: join(folder, name) }
    },
  }
}

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

function plainName(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
  return (
    plain
      .replace(/[^\w.]+/g, '-')
      .replace(/^[-.]+|-+$/g, '')
      .slice(0, 60) || 'sheet'
  )
}
