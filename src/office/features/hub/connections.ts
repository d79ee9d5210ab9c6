import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Connections from one address: a PC needs one or two. */
const mostOfAddress = 16

/** One address never holds all connections of a server: the oldest of its own makes room for its newest. */
export function limitByAddress(server: Server): void {
  const open = new Map<string, Set<Socket>>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const own = open.get(address) ?? new Set()
    open.set(address, own.add(socket))
    const [oldest] = own
    if (own.size > mostOfAddress) oldest?.destroy()
    socket.on('close', () => {
      own.delete(socket)
      if (own.size === 0) open.delete(address)
    })
  })
}
