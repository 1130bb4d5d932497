import { usualDeadlines } from '#clients'
import { speaks } from '../../evidence/services.ts'
import type { Deadlines, Needs, StagedAccount, StagedClock, Staging, Target } from '../target.ts'
import { adapterTarget } from './adapter/target.ts'
import { createAddressPool, type LentAddresses } from './address-pool.ts'
import { stageControlled } from './controlled.ts'
import { empties } from './emptied.ts'
import type { TargetFile } from './file.ts'
import { createKeptSink, type KeptSink } from './kept-sink.ts'
import { translation, type Translate } from './names.ts'
import { shortfallsOf } from './shortfalls.ts'
import { trustOf } from './trust.ts'
import { withStatedValues } from './vouches.ts'
import { createWaitingClock, realTime, type PassingTime } from './waiting-clock.ts'

export interface RemoteOptions {
  /** Real milliseconds that may be waited for within one scenario. */
  readonly patience: number
  /** Passwords by the name of their environment variable. */
  readonly secretOf: (name: string) => string
  /** Milliseconds of real time from one session to the next, at least. */
  readonly pace?: number
  /** Real time, unless a test turns another one. */
  readonly time?: PassingTime
}

/** A server somewhere, as its owner describes it: nothing of it is changed, and what it does is not assumed. */
export function remoteTarget(file: TargetFile, options: RemoteOptions): Target {
  if (file.control) return controlledTarget(file, file.control, options)
  if (file.adapter) return adapterTarget(file, file.adapter)
  const paces = pacer(options.pace ?? 0)
  const pool = createAddressPool(file, options.patience, options.time)
  const sink = file.sink && createKeptSink(file.sink, () => (options.time ?? realTime).now())
  return {
    name: file.name,
    software: softwareOf(file),
    clock: options.patience > 0 ? 'waiting' : 'none',
    patience: options.patience,
    chooses: (needs) => withStatedValues(needs, file),
    shortfalls: (needs) => shortfallsOf(needs, file, options),
    translates: (needs, text) => translationFor(needs, file)(text),
    stage: async (needs) => {
      const lent = await pool.lends(needs)
      if ('shortfall' in lent) return [lent.shortfall]
      const accounts = accountsFor(needs, file, options)
      const full = needs.emptyMailboxes
        ? await empties(file, Object.values(accounts), deadlinesOf(file))
        : undefined
      if (full) {
        lent.comeBack()
        return [full]
      }
      return { ...(await stage(needs, file, { ...options, lent, accounts, sink })), paces }
    },
    close: async () => sink?.close(),
  }
}

/** A reference server in another process: whatever it is asked for, it can do. */
const controlledTarget = (
  file: TargetFile,
  { url, tokenEnv }: NonNullable<TargetFile['control']>,
  { secretOf }: RemoteOptions,
): Target => ({
  name: file.name,
  software: `mailspec reference server at ${url}`,
  clock: 'virtual',
  isReference: true,
  shortfalls: () => [],
  stage: (needs) => {
    const { wholeReply: within = usualDeadlines.wholeReply } = deadlinesOf(file)
    return stageControlled(needs, { url, token: secretOf(tokenEnv), within })
  },
})

const softwareOf = ({ services }: TargetFile): string => {
  const hosts = new Set(Object.values(services).map((service) => service?.host))
  return `as found at ${[...hosts].join(', ')}`
}

/** What one story is given. */
interface StageParts extends RemoteOptions {
  readonly lent: LentAddresses
  readonly accounts: Staging['accounts']
  readonly sink: KeptSink | undefined
}

async function stage(needs: Needs, file: TargetFile, parts: StageParts): Promise<Staging> {
  const { time = realTime, lent, accounts } = parts
  const { delivery: deliversWithin = 10_000 } = deadlinesOf(file)
  const sink = needs.uses.includes('sink') ? await parts.sink?.stages(deliversWithin) : undefined
  return {
    policy: needs.policy,
    endpoint: (service) => {
      const found = file.services[service]
      if (!found) return undefined
      if (!speaks(service, 'smtp')) lent.logsIn()
      const { host, port, tls } = found
      return { host, port, tls, ...trustOf(found) }
    },
    source: (stageAddress) => lent.addresses.get(stageAddress),
    translate: translationFor(needs, file),
    mayHoldBack: true,
    mayKnowClients: lent.mayBeKnown,
    accounts,
    secrets: Object.values(file.accounts).map(({ passwordEnv }) => parts.secretOf(passwordEnv)),
    deadlines: deadlinesOf(file),
    deliversWithin,
    now: () => time.now(),
    ...(needs.uses.includes('clock') && { clock: clockOf(file, parts) }),
    ...(sink && { sink }),
    [Symbol.asyncDispose]: () => {
      lent.comeBack()
      return Promise.resolve()
    },
  }
}

/** The names of a story as the file has them: those of its accounts, and the domains. */
function translationFor(needs: Needs, file: TargetFile): Translate {
  const own = Object.entries(needs.accounts).flatMap(([name, address]) => {
    const account = file.accounts[name]
    return account ? [[address.toLowerCase(), account.address] as const] : []
  })
  return translation(file, new Map(own))
}

/** The server's clock is not turned: what is to come is waited for, and days begin where its owner says. */
const clockOf = ({ timeZone }: TargetFile, { patience, time }: RemoteOptions): StagedClock => ({
  ...createWaitingClock(patience, time),
  ...(timeZone !== undefined && { timeZone }),
})

/** The deadlines of a file in milliseconds: `10s`, `500ms`. */
export const deadlinesOf = ({ deadlines }: TargetFile): Deadlines =>
  Object.fromEntries(
    Object.entries(deadlines).map(([name, text = '']) => [
      name,
      Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : 1000),
    ]),
  )

/** Lets one pass at a time, so far apart. */
function pacer(pace: number): () => Promise<void> {
  let next = 0
  return async () => {
    const wait = next - Date.now()
    next = Math.max(next, Date.now()) + pace
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

/** Passwords come from the environment at the last moment. */
const accountsFor = (
  needs: Needs,
  file: TargetFile,
  { secretOf }: RemoteOptions,
): Readonly<Record<string, StagedAccount>> =>
  Object.fromEntries(
    Object.entries(needs.accounts).flatMap(([name, stageAddress]) => {
      const account = file.accounts[name]
      if (!account) return []
      const { address, username = address, passwordEnv } = account
      return [[name, { address: stageAddress, login: username, password: secretOf(passwordEnv) }] as const]
    }),
  )
