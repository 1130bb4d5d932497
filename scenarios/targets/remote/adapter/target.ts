import { openSink } from '#peers'
import { StepRefused } from '../../../evidence/faults.ts'
import type { Needs, Shortfall, StagedClock, StagedOperator, Staging, Target } from '../../target.ts'
import type { TargetFile } from '../file.ts'
import {
  adapterPowers,
  clockAnswer,
  doneAnswer,
  operatorAnswer,
  settleAnswer,
  stageAnswer,
  type Request,
  type StagedAnswer,
} from './protocol.ts'
import { startAdapter, type AdapterProgram, type AdapterSpec } from './program.ts'

type Stated = NonNullable<TargetFile['adapter']>

/** A server that a program of its owner's brings up and administers. */
export function adapterTarget({ name }: Pick<TargetFile, 'name'>, stated: Stated): Target {
  const spec = specOf(stated)
  let running: AdapterProgram | undefined
  return {
    name,
    software: `as ${spec.command[0]} brings it up`,
    clock: stated.offers.includes('clock') ? 'turned' : 'none',
    shortfalls: (needs) => shortfallsOf(needs, stated),
    stage: (needs) => stage(needs, (running ??= startAdapter(spec))),
    close: async () => {
      await running?.close()
      running = undefined
    },
  }
}

/** How the adapter of a file is started. */
export const specOf = ({ command: [program = '', ...args], within }: Stated): AdapterSpec => ({
  command: [program, ...args],
  within: Number.parseInt(within, 10) * (within.endsWith('ms') ? 1 : 1000),
})

/** What the file does not say that its adapter can do. What else it cannot, the adapter says when it is asked. */
const shortfallsOf = ({ uses, peers = {} }: Needs, { offers }: Stated): readonly Shortfall[] => [
  ...adapterPowers
    .filter((power) => uses.includes(power) && !offers.includes(power))
    .map((power) => ({ need: power, why: `the adapter does not offer it (adapter.offers)` })),
  ...Object.keys(peers).map((role) => ({
    need: `peer ${role}`,
    why: 'an adapter plays no servers around its own',
  })),
]

async function stage(needs: Needs, program: AdapterProgram): Promise<Staging | readonly Shortfall[]> {
  const sink = needs.uses.includes('sink')
    ? await openSink({ host: '127.0.0.1', now: () => Date.now() })
    : undefined
  try {
    const { peers: _, sources, accounts, ...rest } = needs
    const staged = await program.asks(
      {
        do: 'stage',
        ...rest,
        uses: [...needs.uses],
        policy: { ...needs.policy },
        sources: { ...sources },
        accounts: { ...accounts },
        ...(sink && { sink: { host: '127.0.0.1', port: sink.port } }),
      },
      stageAnswer,
    )
    if ('shortfalls' in staged) {
      await sink?.close()
      return staged.shortfalls
    }
    return stagingOf(needs, staged, program, sink)
  } catch (error) {
    await sink?.close()
    throw error
  }
}

function stagingOf(
  needs: Needs,
  staged: StagedAnswer,
  program: AdapterProgram,
  sink: Awaited<ReturnType<typeof openSink>> | undefined,
): Staging {
  let { policy } = staged
  const clock = staged.clock && clockOf(staged.clock, program)
  const settles = async (): Promise<boolean> => (await program.asks({ do: 'settle' }, settleAnswer)).settled
  const accounts = Object.entries(staged.accounts).map(
    ([name, account]) => [name, { ...account, address: needs.accounts[name] ?? name }] as const,
  )
  return {
    get policy() {
      return policy
    },
    endpoint: (service) => {
      const found = staged.services[service]
      if (!found) return undefined
      const { ca, ...place } = found
      return { ...place, ...(ca !== undefined && { ca }) }
    },
    source: (address) => staged.sources[address],
    accounts: Object.fromEntries(accounts),
    now: () => clock?.now() ?? Date.now(),
    settles,
    ...(clock && needs.uses.includes('clock') && { clock }),
    ...(sink && { sink: { receipts: () => sink.receipts(), settles } }),
    ...(needs.uses.includes('operator') && {
      operator: operatorOf(program, (applied) => {
        policy = applied
      }),
    }),
    ...(needs.uses.includes('dns') && {
      dns: {
        answers: async (name, records) => {
          await program.asks({ do: 'dns', name, records: { ...records } }, doneAnswer)
        },
      },
    }),
    [Symbol.asyncDispose]: async () => {
      await sink?.close()
      try {
        await program.asks({ do: 'stop' }, doneAnswer)
      } catch (error) {
        // The story is over; the next one is told why there is no server.
        if (!(error instanceof StepRefused)) throw error
      }
    },
  }
}

/** Time at the server: as the adapter said it last, and what has passed here since, where it flows. */
function clockOf(given: NonNullable<StagedAnswer['clock']>, program: AdapterProgram): StagedClock {
  const { flows, resolution, timeZone } = given
  let said = { now: given.now, at: performance.now() }
  const now = (): number => said.now + (flows ? Math.floor(performance.now() - said.at) : 0)
  return {
    resolution,
    ...(timeZone !== undefined && { timeZone }),
    now,
    moveTo: async (instant) => {
      if (instant <= now()) return
      const answer = await program.asks({ do: 'clock', to: instant }, clockAnswer)
      said = { now: answer.now, at: performance.now() }
    },
  }
}

type Operation = Extract<Request, { do: 'operator' }>['operator']

function operatorOf(
  program: AdapterProgram,
  applies: (policy: StagedAnswer['policy']) => void,
): StagedOperator {
  const asks = async (operator: Operation) => {
    const answer = await program.asks({ do: 'operator', operator }, operatorAnswer)
    if (answer.policy) applies(answer.policy)
    return answer
  }
  const done = async (operator: Operation): Promise<void> => {
    const { problem } = await asks(operator)
    if (problem !== undefined) throw new StepRefused(`the adapter cannot do that: ${problem}`)
  }
  return {
    sets: (policy) => done({ sets: { ...policy } }),
    adds: async (address) => {
      const { account, problem = 'it names no account' } = await asks({ adds: address })
      if (!account) throw new StepRefused(`the adapter cannot add ${address}: ${problem}`)
      return { ...account, address }
    },
    writes: (file, lines) => done({ writes: file, lines: lines ? [...lines] : null }),
    runs: async (command) => {
      const { output = '', problem } = await asks({ runs: command })
      return problem === undefined ? { output } : { problem }
    },
    restarts: () => done({ restarts: true }),
    connects: (networks) => done({ connects: [...networks] }),
  }
}
