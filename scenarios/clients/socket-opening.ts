import type { Socket } from 'node:net'
import type { Ending } from './line-queue.ts'
import { endingOf, isOurs } from './socket-errors.ts'

/**
 * Waits for a socket to be open.
 *
 * @param within milliseconds of real time
 * @throws what the socket fails with, when our own address or machine is at fault
 */
export const opening = (
  socket: Socket,
  event: 'connect' | 'secureConnect',
  within: number,
): Promise<'open' | 'late' | Ending> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('late'), within)
    const settle = (result: 'open' | Ending) => {
      clearTimeout(timer)
      resolve(result)
    }
    socket.once(event, () => settle('open'))
    socket.once('close', () => settle({ by: 'server' }))
    socket.once('error', (error) => {
      if (isOurs(error)) reject(error)
      settle(endingOf(error))
    })
  })
