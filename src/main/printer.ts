import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { BrowserWindow, session } from 'electron'
import type { Printer, PrinterInfo, PrintJob } from '../office/ports.ts'
import { home } from './origin.ts'

type Outcome = Awaited<ReturnType<Printer['print']>>

/** The PDF viewer paints after the page reports itself loaded; printed at once, the sheet would be blank. */
const settlingMs = 700
const spoolingMs = 60_000

/**
 * The printer of the Electron shell. `spooled` means that the operating system took the job, not that paper came out.
 * `instead`, when given, takes the jobs of a PC that has no printer.
 */
export function electronPrinter(instead: Printer | null): Printer {
  const list = async () => {
    const printers = await listPrinters()
    return printers.length === 0 && instead !== null ? instead.list() : printers
  }
  return {
    list,
    async print(job) {
      const printers = await listPrinters()
      if (printers.length === 0 && instead !== null) return instead.print(job)
      const isThere = job.printer === null || printers.some(({ name }) => name === job.printer)
      if (printers.length === 0 || !isThere) return { outcome: 'no-printer', detail: job.printer ?? '' }
      return printInWindow(job)
    },
  }
}

/** Electron no longer tells which printer is the default; a single one is. */
async function listPrinters(): Promise<readonly PrinterInfo[]> {
  const [window] = BrowserWindow.getAllWindows()
  const printers = window === undefined ? [] : await window.webContents.getPrintersAsync()
  return printers.map(({ name }) => ({ name, isDefault: printers.length === 1 }))
}

async function printInWindow(job: PrintJob): Promise<Outcome> {
  // A session of its own in memory: the sheet never touches the disk, and no other page can ask for it.
  const address = `${home}/${randomUUID()}.pdf`
  const sheets = session.fromPartition(`print-${randomUUID()}`, { cache: false })
  sheets.protocol.handle('app', (request) =>
    request.url === address
      ? new Response(Uint8Array.from(job.pdf), { headers: { 'content-type': 'application/pdf' } })
      : new Response(null, { status: 404 }),
  )
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: sheets, plugins: true, sandbox: true, contextIsolation: true },
  })
  try {
    await window.loadURL(address)
    await wait(settlingMs)
    return await spool(window, job)
  } finally {
    window.destroy()
    sheets.protocol.unhandle('app')
  }
}

function spool(window: BrowserWindow, job: PrintJob): Promise<Outcome> {
  const options = {
    silent: true,
    copies: job.copies,
    margins: { marginType: 'none' as const },
    ...(job.paper === undefined ? {} : { pageSize: job.paper }),
    ...(job.printer === null ? {} : { deviceName: job.printer }),
  }
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve({ outcome: 'failed', detail: 'timeout' }), spoolingMs)
    window.webContents.print(options, (success, reason) => {
      clearTimeout(late)
      resolve(
        success
          ? { outcome: 'spooled', where: job.printer ?? 'default' }
          : { outcome: 'failed', detail: reason },
      )
    })
  })
}
