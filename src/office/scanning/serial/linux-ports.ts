import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ListedPort } from './node-serialport.ts'

/** USB numbers stand on the device, one to four folders above the port. */
const foldersUp = 5

/**
 * The USB serial ports of a Linux computer, read from sysfs. serialport asks `udevadm` instead, which small
 * systems and containers lack. `classes` is another folder in tests.
 */
export async function linuxPorts(classes = '/sys/class/tty'): Promise<ListedPort[]> {
  const names = await readdir(classes).catch(() => [])
  const usb = names.filter((name) => /^tty(?:ACM|USB)\d+$/.test(name)).sort()
  return Promise.all(
    usb.map(async (name) => ({ path: `/dev/${name}`, ...(await usbNumbers(join(classes, name, 'device'))) })),
  )
}

async function usbNumbers(link: string): Promise<Omit<ListedPort, 'path'>> {
  let folder = await realpath(link).catch(() => null)
  for (let up = 0; up < foldersUp && folder !== null; up++) {
    const vendorId = await word(folder, 'idVendor')
    if (vendorId !== undefined) {
      const [productId, manufacturer, serialNumber] = await Promise.all(
        ['idProduct', 'manufacturer', 'serial'].map((name) => word(folder ?? '', name)),
      )
      return { vendorId, productId, manufacturer, serialNumber }
    }
    folder = dirname(folder)
  }
  return {}
}

async function word(folder: string, name: string): Promise<string | undefined> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => '')
  return text.trim() || undefined
}
