import type { Socket } from 'node:net'

/**
 * Who stands behind which loopback address. Linux lets a client bind any 127.x.y.z without set-up; the book tells the
 * server which stage address that is.
 */
export interface AddressBook {
  /** The loopback address that stands for a stage address; the same one each time it is asked. */
  loopbackFor(stageAddress: string): string
  peerAddress(socket: Socket): string
}

/**
 * Opens a book of its own for one server. Nobody else's connections reach that server, so the same loopback addresses
 * serve the next one: 127.1.0.1, 127.1.0.2 …
 */
export function openAddressBook(): AddressBook {
  const byStage = new Map<string, string>()
  const byLoopback = new Map<string, string>()
  return {
    loopbackFor: (stageAddress) => {
      const known = byStage.get(stageAddress)
      if (known !== undefined) return known
      const count = byStage.size + 1
      const loopback = `127.1.${count >> 8}.${count & 255}`
      byStage.set(stageAddress, loopback)
      byLoopback.set(loopback, stageAddress)
      return loopback
    },
    peerAddress: (socket) => {
      const seen = (socket.remoteAddress ?? '').replace('::ffff:', '')
      return byLoopback.get(seen) ?? seen
    },
  }
}
