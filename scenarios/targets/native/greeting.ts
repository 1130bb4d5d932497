import { connect } from 'node:net'
import type { Service } from '#evidence'
import { HarnessFault } from '../../evidence/faults.ts'
import { isImplicitTls } from '../../evidence/services.ts'
import { logLines } from './logs.ts'

const greetsWithin = 10_000

/** Waits until a service sends its greeting; to connect is not enough. */
export async function greets(service: Service, host: string, port: number, folder: string): Promise<void> {
  const until = performance.now() + greetsWithin
  const speaksFirst = !isImplicitTls(service)
  while (performance.now() < until) {
    if (await isGreeted(host, port, speaksFirst)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const tail = logLines(folder).slice(-8).join(' | ')
  throw new HarnessFault(`no greeting from ${service} within ${greetsWithin / 1000} s; its log ends: ${tail}`)
}

const isGreeted = (host: string, port: number, speaksFirst: boolean): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    const ends = (greeted: boolean): void => {
      socket.destroy()
      resolve(greeted)
    }
    socket.setTimeout(2_000, () => ends(false))
    socket.once('error', () => ends(false))
    socket.once('close', () => ends(false))
    if (speaksFirst) socket.once('data', () => ends(true))
    else socket.once('connect', () => ends(true))
  })
