import type { SerialPort } from 'serialport'
import { linuxPorts } from './linux-ports.ts'

/** A serial port as the operating system lists it. Vendor and product are four hex digits where known. */
export interface ListedPort {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly serialNumber?: string | undefined
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
}

/** An opened port: bytes as they come, cut anywhere, and one end. */
export interface SerialHandle {
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown
  on(event: 'close', listener: (reason: unknown) => void): unknown
  on(event: 'error', listener: (reason: unknown) => void): unknown
  close(): Promise<void>
}

/** The part of serialport the office uses. */
export interface SerialLibrary {
  list(): Promise<readonly ListedPort[]>
  /** Opens a port at 115200 8N1; the rate means nothing on USB. Rejects when it is taken or forbidden. */
  open(path: string): Promise<SerialHandle>
}

/** The library is not installed or has no build for this system. Readers of other kinds still work. */
export class SerialLibraryMissing extends Error {
  readonly code = 'scanner-library-missing'
  constructor(cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    super(`USB readers in COM mode need serialport, which does not load on this computer: ${detail}.`, {
      cause,
    })
    this.name = 'SerialLibraryMissing'
  }
}

/** Loads serialport, a native library, only when a reader is looked for. Throws SerialLibraryMissing. */
export async function loadSerialPort(): Promise<SerialLibrary> {
  let library: { readonly SerialPort: typeof SerialPort }
  try {
    library = await import('serialport')
  } catch (cause) {
    throw new SerialLibraryMissing(cause)
  }
  const list = () => (process.platform === 'linux' ? linuxPorts() : library.SerialPort.list())
  return { list, open: (path) => open(library.SerialPort, path) }
}

function open(Port: typeof SerialPort, path: string): Promise<SerialHandle> {
  const port = new Port({ path, baudRate: 115_200, autoOpen: false, hupcl: false })
  const handle: SerialHandle = {
    // The three events above with their own values; EventEmitter itself types them as anything.
    on: (event: string, listener: (value: never) => void) => port.on(event, listener as () => void),
    close: () => new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve())),
  }
  return new Promise((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve(handle)))
  })
}
