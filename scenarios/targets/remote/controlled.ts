import { z } from 'zod'
import { mostControlOctets } from '../../evidence/bounds.ts'
import type { PeerRecord } from '#evidence'
import * as api from '../control-api.ts'
import type { Needs, StagedOperator, StagedPeer, Staging } from '../target.ts'

/** Where a control API is, and what opens it. */
export interface Control {
  readonly url: string
  readonly token: string
  /** How long an answer may take, in milliseconds. */
  readonly within: number
}

/**
 * Stages a reference server in another process through its control API: its clock, its files and its settings are
 * turned from here, and it plays as the one in this process does.
 *
 * @throws Error with the API's own words when it does not do what it is asked
 */
export async function stageControlled(needs: Needs, control: Control): Promise<Staging> {
  const staged = await ask(control, 'POST', 'stage', api.stageAnswer, requestFor(needs))
  let state: api.State = staged
  const tell = async (method: string, path: string, body?: unknown): Promise<void> => {
    state = await ask(control, method, path, api.stateAnswer, body)
  }
  const settles = async (): Promise<boolean> => {
    await tell('GET', 'sink')
    return state.isSettled
  }
  const operator: StagedOperator = {
    sets: (policy) => tell('POST', 'policy', policy),
    adds: async (address) => {
      const answer = await ask(control, 'POST', 'accounts', api.accountAnswer, { address })
      state = answer
      return answer.account
    },
    writes: (file, lines) => tell(lines ? 'PUT' : 'DELETE', `files/${encodeURI(file)}`, lines && { lines }),
    runs: async (command) => {
      const answer = await ask(control, 'POST', 'tool', api.toolAnswer, { command })
      state = answer
      return answer.problem === undefined ? { output: answer.output ?? '' } : { problem: answer.problem }
    },
    restarts: () => tell('POST', 'restart'),
    connects: (networks) => tell('PUT', 'interfaces', { networks }),
  }
  return {
    get policy() {
      return state.policy
    },
    endpoint: (service) => {
      const found = state.services[service]
      if (!found) return undefined
      const { ca, ...endpoint } = found
      return { ...endpoint, ...(ca !== undefined && { ca }) }
    },
    source: (address) => staged.sources[address],
    accounts: staged.accounts,
    secrets: [control.token],
    now: () => state.now,
    clock: { resolution: 1, now: () => state.now, moveTo: (to) => tell('POST', 'clock', { to }) },
    ...(needs.uses.includes('sink') && { sink: { receipts: () => state.receipts, settles } }),
    ...(needs.peers && {
      peers: Object.fromEntries(
        Object.keys(needs.peers).map((role) => {
          const record = (): PeerRecord => state.peers[role] ?? { sessions: [], commands: [], receipts: [] }
          const peer: StagedPeer = {
            behaves: (behaviour) => tell(behaviour ? 'PUT' : 'DELETE', `peers/${role}`, behaviour),
            commands: () => record().commands,
            receipts: () => record().receipts,
            settles,
            record,
          }
          return [role, peer]
        }),
      ),
    }),
    operator,
    dns: { answers: (name, records) => tell('PUT', `dns/${encodeURIComponent(name)}`, records) },
    updates: () => tell('GET', 'state'),
    complaints: () => state.complaints,
    [Symbol.asyncDispose]: async () => {},
  }
}

/** What a server that is brought to a policy is told; the rest of the needs concerns servers that stay as they are. */
const requestFor = ({ scenario, profile, policy, accounts, sources, peers, uses, seed }: Needs) => ({
  scenario,
  profile,
  policy,
  accounts,
  sources,
  uses,
  seed,
  ...(peers && { peers }),
})

/** All that an answer says, if that is not beyond measure. */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let octets = 0
  for await (const chunk of body ?? []) {
    octets += chunk.length
    if (octets > mostControlOctets)
      throw new Error(`control API: it says more than ${mostControlOctets} octets`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const problemAnswer = z.object({ problem: z.string() })

async function ask<T>(
  { url, token, within }: Control,
  method: string,
  path: string,
  shape: z.ZodType<T>,
  body?: unknown,
): Promise<T> {
  const response = await fetch(new URL(`/v1/${path}`, url), {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(within),
  })
  const answer: unknown = JSON.parse(await textOf(response))
  if (response.ok) return shape.parse(answer)
  const refused = problemAnswer.safeParse(answer)
  throw new Error(
    `control API, ${method} ${path}: ${refused.success ? refused.data.problem : response.statusText}`,
  )
}
