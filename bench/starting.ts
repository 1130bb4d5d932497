import { ratioTo, under, type Effort, type Findings } from './figures.ts'
import { servers, type LoadedServer } from './servers.ts'
import { openTalk } from './talk.ts'

interface Started {
  readonly listening: number[]
  readonly greeting: number[]
}

const startsPerRound = 20

/** Measures the start of a server with a policy, until it listens and until a client has read its greeting. */
export async function starting({ warmUps, rounds }: Effort): Promise<Findings> {
  const own: Started = { listening: [], greeting: [] }
  const library: Started = { listening: [], greeting: [] }
  for (let start = -warmUps * startsPerRound; start < rounds * startsPerRound; start++) {
    const both = [await startOnce(servers.reference), await startOnce(servers['library-at-once'])] as const
    if (start < 0) continue
    note(own, both[0])
    note(library, both[1])
  }
  const to = 'smtp-server at once'
  return {
    title: 'Starting: one service, warm',
    figures: [
      {
        name: 'reference server, policy on: until it listens',
        unit: 'ms',
        samples: own.listening,
        ratio: { to, value: ratioTo(own.listening, library.listening) },
        budgets: [under(5, 'ms', own.listening)],
      },
      {
        name: 'reference server, policy on: until its first greeting is read',
        unit: 'ms',
        samples: own.greeting,
        ratio: { to, value: ratioTo(own.greeting, library.greeting) },
        budgets: [under(5, 'ms', own.greeting)],
      },
      { name: `${to}: until it listens`, unit: 'ms', samples: library.listening },
      { name: `${to}: until its first greeting is read`, unit: 'ms', samples: library.greeting },
    ],
    remarks: [],
  }
}

async function startOnce(start: () => Promise<LoadedServer>): Promise<readonly [number, number]> {
  const begun = performance.now()
  const server = await start()
  const listening = performance.now() - begun
  const talk = openTalk(server)
  await talk.hears('220')
  const greeting = performance.now() - begun
  await talk.quits()
  await server.close()
  return [listening, greeting]
}

function note(started: Started, [listening, greeting]: readonly [number, number]): void {
  started.listening.push(listening)
  started.greeting.push(greeting)
}
