import { connect, createServer, type Socket } from 'node:net'
import { openCity } from '../../city/city.ts'
import type { City } from '../../city/types.ts'
import * as api from '../../contract/desk/index.ts'
import type { OfficeOptions } from '../../office/office.ts'
import { temporaryFolder, type TestPorts, testPorts } from '../../office/testing/ports.ts'
import { type StaffedOffice, staffedOffice } from '../../office/testing/staffed-office.ts'

/** What becomes of what an office sends: it arrives; nobody listens; no answer comes; it is cut off; a page of somebody else. */
export type Line = 'through' | 'down' | 'silent' | 'cutting' | 'garbage'

export type WardWithCity = StaffedOffice & {
  readonly city: City
  /** Changes the line between office and city; open connections end. */
  setLine(line: Line): void
  /** Where the office finds its city: the near end of the line. */
  readonly lineAddress: string
}

/** A real office (no training) that was enrolled with a city of its own, over a line that can be spoilt. */
export async function wardWithCity(
  ports: TestPorts = testPorts(),
  options: OfficeOptions = {},
  /** The city's clock; its own unless told otherwise. */
  cityClock: { readonly now: () => number } = { now: () => Date.now() },
  /** What happened at the office before there was a city. */
  before: (ward: StaffedOffice) => Promise<void> = async () => undefined,
): Promise<WardWithCity> {
  const ward = await staffedOffice(ports, options)
  await before(ward)
  // As a training city, so that new sealing keys need no telephone call.
  const city = await openCity({
    dataDir: temporaryFolder(),
    clock: cityClock,
    training: true,
  })
  await city.admin.addWard({ code: '39901', name: 'Phường Ví Dụ' })
  const line = await spoilableLine(await city.listen(0))
  const administrator = await ward.as('administrator')
  const configuration = JSON.stringify({ ...city.admin.config(), address: line.address })
  const code = await city.admin.enrolmentCode('39901')
  await administrator(api.enrolOffice, { body: { configuration, code } })
  return {
    ...ward,
    city,
    setLine: line.set,
    lineAddress: line.address,
    async close() {
      await ward.close()
      await line.close()
      await city.close()
    },
  }
}

/** A line to an address that can be spoilt at any time. */
export async function spoilableLine(target: string) {
  const { port, hostname } = new URL(target)
  let line: Line = 'through'
  const open = new Set<Socket>()
  const server = createServer((near) => {
    open.add(near.on('error', () => near.destroy()))
    if (line === 'down') return near.destroy()
    if (line === 'silent') return near.resume()
    if (line === 'garbage') return near.once('data', () => near.end(garbage))
    const far = connect(Number(port), hostname)
    open.add(far.on('error', () => far.destroy()))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far)
    // The city has acted; its answer is lost after the first bytes.
    if (line === 'cutting') far.once('data', (data) => near.end(data.subarray(0, 20)))
    else far.pipe(near)
    return near
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the line has no address')
  const endAll = () => {
    for (const socket of open) socket.destroy()
    open.clear()
  }
  return {
    address: `http://127.0.0.1:${bound.port}`,
    set(next: Line) {
      line = next
      endAll()
    },
    async close() {
      endAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const page = '<html><body>Đăng nhập Wi-Fi</body></html>'
const garbage = `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${Buffer.byteLength(page)}\r\nconnection: close\r\n\r\n${page}`
