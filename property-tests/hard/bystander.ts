import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'
import type { Door } from './attack.ts'
import { bystanderAddress } from './stage.ts'
import type { Victim } from './victim.ts'

/** One greeting, or why there was none. */
export interface Greeting {
  readonly door: Door
  /** Milliseconds. */
  readonly took: number
  /** Of those, spent by the server or the bystander waiting for a core that was busy with others. */
  readonly starved: number
  /** The first line, or in brackets what came instead. */
  readonly greeting: string
}

/** A client that has nothing to do with an attack, and asks for greetings meanwhile. */
export interface Bystander extends AsyncDisposable {
  /** Waits for the greeting it has asked for last, and tells what it has seen. */
  finishes(): Promise<readonly Greeting[]>
}

/** The doors that greet a client which says nothing. */
const asked = ['mx', 'submission', 'pop3', 'imap'] as const

const told = z.object({ port: z.number(), took: z.number(), starved: z.number(), greeting: z.string() })

/** @param patience milliseconds after which it stops waiting for a greeting */
export async function startBystander(victim: Victim, patience: number): Promise<Bystander> {
  const ports = new Map(asked.map((door) => [victim.port(door), door]))
  const child = fork(
    join(import.meta.dirname, 'bystander-process.ts'),
    [bystanderAddress, patience, victim.pid, ...ports.keys()].map(String),
  )
  // What it has told has been heard once the channel is closed, which may be after its end.
  const ended = Promise.all([once(child, 'disconnect'), once(child, 'close')])
  const greetings: Greeting[] = []
  child.on('message', (message) => {
    const said = told.safeParse(message)
    const door = ports.get(said.data?.port ?? 0)
    if (said.success && door) greetings.push({ ...said.data, door })
  })
  await once(child, 'message')
  return {
    finishes: async () => {
      child.send('finish')
      await ended
      return greetings
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
