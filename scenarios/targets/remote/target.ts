import { usualDeadlines } from '#clients'
import { openSink, type Sink } from '#peers'
import { speaks } from '../../evidence/services.ts'
import type { Deadlines, Needs, StagedAccount, StagedClock, StagedSink, Staging, Target } from '../target.ts'
import { createAddressPool, type LentAddresses } from './address-pool.ts'
import { stageControlled } from './controlled.ts'
import type { TargetFile } from './file.ts'
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
  const paces = pacer(options.pace ?? 0)
  const pool = createAddressPool(file, options.patience, options.time)
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
      return 'shortfall' in lent ? [lent.shortfall] : { ...(await stage(needs, file, options, lent)), paces }
    },
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

async function stage(
  needs: Needs,
  file: TargetFile,
  options: RemoteOptions,
  lent: LentAddresses,
): Promise<Staging> {
  const { time = realTime } = options
  const accounts = accountsFor(needs, file, options)
  const sink =
    file.sink && needs.uses.includes('sink')
      ? await openSink({ ...file.sink, now: () => time.now() })
      : undefined
  const { delivery: deliversWithin = 10_000 } = deadlinesOf(file)
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
    secrets: Object.values(file.accounts).map(({ passwordEnv }) => options.secretOf(passwordEnv)),
    deadlines: deadlinesOf(file),
    deliversWithin,
    now: () => time.now(),
    ...(needs.uses.includes('clock') && { clock: clockOf(file, options) }),
    ...(sink && { sink: stagedSink(sink, deliversWithin) }),
    [Symbol.asyncDispose]: async () => {
      lent.comeBack()
      await sink?.close()
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

/** What arrives counts; silence proves nothing, since nobody can say that the server's queue is empty. */
const stagedSink = (sink: Sink, within: number): StagedSink => ({
  receipts: () => sink.receipts(),
  settles: async (looksFor) => {
    if (!looksFor()) await sink.whenReceived(() => looksFor(), within)
    return looksFor()
  },
})
