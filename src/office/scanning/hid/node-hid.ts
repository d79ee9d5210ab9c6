import type * as NodeHid from 'node-hid'

/** The part of node-hid the office uses. */
export interface HidLibrary {
  readonly devicesAsync: () => Promise<NodeHid.Device[]>
  readonly HIDAsync: { open(path: string, options?: { nonExclusive?: boolean }): Promise<HidHandle> }
}

/** An opened device: exactly one `data` listener may be set, a second one kills the process (node-hid 3.4.0). */
export interface HidHandle {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown
  on(event: 'error', listener: (reason: unknown) => void): unknown
  close(): Promise<void>
}

/**
 * The library is not installed, has no build for this system, or lacks a library of the system (on Linux
 * libusb-1.0 and libudev). Scanners in keyboard mode still work.
 */
export class HidLibraryMissing extends Error {
  readonly code = 'scanner-library-missing'
  constructor(cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    const hint = process.platform === 'linux' ? ' On Debian and Ubuntu install the package libusb-1.0-0.' : ''
    super(
      `USB readers in HID POS mode need node-hid, which does not load on this computer: ${detail}.${hint}`,
      { cause },
    )
    this.name = 'HidLibraryMissing'
  }
}

/**
 * Loads node-hid, a native library, only when a reader is looked for: an office without it still opens.
 * Throws HidLibraryMissing.
 */
export async function loadNodeHid(): Promise<HidLibrary> {
  try {
    const { default: library } = await import('node-hid')
    // The native half loads at the first call; asking for the version brings its troubles to light here.
    library.getHidapiVersion()
    return library
  } catch (cause) {
    throw new HidLibraryMissing(cause)
  }
}
