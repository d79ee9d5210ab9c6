import { Socket } from 'node:net'

/**
 * A socket that sends in one packet what the driver writes in one turn of the event loop: the statements of a transaction
 * that wait for nothing go together. Each packet by itself would wake the server's process, which costs more than most
 * statements do. Over TLS the driver puts a socket of its own on top, and sends as it always did.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket()
  const cork = socket.cork.bind(socket)
  let isHeld = false
  // The driver corks its socket before each statement.
  socket.cork = () => {
    cork()
    if (isHeld) return
    isHeld = true
    cork()
    process.nextTick(() => {
      isHeld = false
      socket.uncork()
    })
  }
  return socket
}
