import { openControlServer } from '../targets/reference/control-server.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import type { Io } from './io.ts'

/**
 * `mailspec serve --control`: a reference server whose clock, files and settings another process controls. It listens
 * once a stage has been requested.
 *
 * @param port    of the control API, on loopback; 0 is any free port
 * @param stopped settles when the server is to end
 */
export async function serveControlled(
  port: number,
  io: Io,
  stopped: () => Promise<unknown> = untilSignal,
): Promise<number> {
  await using control = await openControlServer(referenceTarget(), port)
  io.out(`control ${control.url}\ntoken ${control.token}\n`)
  await stopped()
  return 0
}

const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
