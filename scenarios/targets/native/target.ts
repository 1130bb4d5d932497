import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Service } from '#evidence'
import type { PolicyDocument } from '#policy-document'
import type { Records } from '#dsl'
import { HarnessFault, NeedUnmet } from '../../evidence/faults.ts'
import type {
  Needs,
  Shortfall,
  StagedAccount,
  StagedOperator,
  StagedSink,
  Staging,
  Target,
} from '../target.ts'
import { collisions, isOutside, loopbackFor, outsider, isIpv4 } from './addresses.ts'
import { askedOf, settle, unreadable, type Asked, type Settled } from './fragments.ts'
import { startInstance, type Instance } from './instance.ts'
import type { Configuration, ServerKind } from './kind.ts'
import { machineShortfalls, readMachine } from './machine.ts'
import { spansNamed } from './named.ts'
import { clockPackage, prefixOf, unpacked, versionIn } from './packages.ts'

/** A server run on this machine from unpacked packages. It runs on from one story to the next of the same policy. */
export function nativeTarget(kind: ServerKind): Target {
  const machine = readMachine()
  const pool: Kept[] = []
  let outsiders = 0
  const suite = machine.suite ?? 'none'
  const set = { name: kind.name, packages: [...kind.packages, clockPackage] }
  return {
    name: kind.name,
    get software() {
      const prefix = prefixOf(set, suite)
      const programs = Object.entries(kind.programs).map(([program, name]) =>
        [program, versionIn(prefix, name)].filter(Boolean).join(' '),
      )
      return `${programs.join(' with ')} (Debian ${suite})`
    },
    clock: 'turned',
    obstacles: () => machineShortfalls(machine),
    shortfalls: (needs) => [...machineShortfalls(machine), ...shortfallsOf(kind, needs)],
    stage: async (needs) => {
      const stated = [...machineShortfalls(machine), ...shortfallsOf(kind, needs)]
      if (stated.length > 0) return stated
      let prefix: string
      try {
        prefix = await unpacked(set, suite)
      } catch (error) {
        if (error instanceof NeedUnmet) return [{ need: error.need, why: error.message }]
        throw error
      }
      const kept = await serverFor({ kind, prefix, needs, pool })
      const sources = sourcesFor(needs, () => outsider(outsiders++))
      return stagingOf(kind, needs, kept, sources)
    },
    close: async () => {
      for (const { instance } of pool.splice(0)) await instance.stops()
    },
  }
}

/** A running server, and the configuration it was started with. */
interface Kept {
  readonly hash: string
  readonly instance: Instance
  busy: boolean
}

interface Wanted {
  readonly kind: ServerKind
  readonly prefix: string
  readonly needs: Needs
  readonly pool: Kept[]
}

/** The idle server of the same configuration that knows none of the story's addresses, or a new one. */
async function serverFor({ kind, prefix, needs, pool }: Wanted): Promise<Kept> {
  const configuresAt = configurer(kind, askedOf(needs), accountsOf(Object.values(needs.accounts)))
  const hash = hashOf(configuresAt('', new Map(kind.services.map((service, index) => [service, index]))))
  const fixed = Object.values(needs.sources).filter((source) => !isOutside(source))
  const fits = ({ busy, hash: its, instance }: Kept): boolean =>
    !busy && its === hash && !instance.spoilt && !fixed.some((address) => instance.known.has(address))
  let kept = pool.find(fits)
  if (!kept) {
    for (const idle of pool.filter(({ busy }) => !busy)) {
      pool.splice(pool.indexOf(idle), 1)
      await idle.instance.stops()
    }
    kept = {
      hash,
      instance: await startInstance({ kind, prefix, configures: configuresAt }),
      busy: true,
    }
    pool.push(kept)
  }
  kept.busy = true
  for (const address of fixed) kept.instance.known.add(address)
  return kept
}

const hashOf = ({ files, start }: Configuration): string =>
  createHash('sha256')
    .update(JSON.stringify([files, start]))
    .digest('hex')

/** The configuration for what is asked, wherever the server will listen. @throws NeedUnmet when there is none */
function configurer(kind: ServerKind, asked: Asked, accounts: readonly StagedAccount[]) {
  const settled = settle(asked, kind.settings, kind.title)
  if (!isSettled(settled)) {
    const [first] = settled
    throw new NeedUnmet(first?.need ?? 'policy', first?.why ?? 'it cannot be met')
  }
  return (host: string, ports: ReadonlyMap<Service, number>): Configuration =>
    kind.configures({ asked, settled, host, ports, accounts })
}

const isSettled = (settled: Settled | readonly Shortfall[]): settled is Settled => 'lines' in settled

function shortfallsOf(kind: ServerKind, needs: Needs): readonly Shortfall[] {
  const problems = unreadable(needs)
  if (problems.length > 0) return problems
  const asked = askedOf(needs)
  const settled = settle(asked, kind.settings, kind.title)
  return [
    ...(isSettled(settled) ? [] : settled),
    ...(kind.shortfalls?.(asked) ?? []),
    ...collisions(Object.values(needs.sources), spansNamed(asked)),
    ...(needs.uses.includes('profileDefaults')
      ? [{ need: 'profileDefaults', why: `the defaults of ${kind.title} are its own` }]
      : []),
    ...(needs.uses.includes('tls') ? [{ need: 'tls', why: 'this adapter gives it no certificate' }] : []),
  ]
}

const accountsOf = (addresses: readonly string[]): readonly StagedAccount[] =>
  addresses.map((address) => ({
    address,
    login: address.toLowerCase(),
    password: `secret-${createHash('sha256').update(address).digest('hex').slice(0, 12)}`,
  }))

/** Clients from outside get an address nobody had before. */
const sourcesFor = ({ sources }: Needs, fresh: () => string): ReadonlyMap<string, string> =>
  new Map(
    Object.values(sources).map(
      (source) => [source, isOutside(source) ? fresh() : loopbackFor(source)] as const,
    ),
  )

function stagingOf(
  kind: ServerKind,
  needs: Needs,
  kept: Kept,
  sources: ReadonlyMap<string, string>,
): Staging {
  const { instance } = kept
  const { clock, sink, zones, host, ports } = instance
  const changes: PolicyDocument[] = []
  const accounts = new Map(Object.entries(needs.accounts))
  const before = sink.receipts().length
  const usual = new Map(zones)
  const asked = (): Asked => askedOf(needs, changes)
  const staged = (): readonly StagedAccount[] =>
    accountsOf([...accounts.values()]).map((account) => ({
      ...account,
      ...(kind.noLogin !== undefined && { noLogin: kind.noLogin }),
    }))
  const applies = async (): Promise<void> => {
    const [collision] = collisions(Object.values(needs.sources), spansNamed(asked()))
    if (collision) throw new NeedUnmet(collision.need, collision.why)
    instance.spoilt = true
    await instance.reconfigures(configurer(kind, asked(), staged())(host, ports))
  }
  const operator: StagedOperator = {
    sets: async (change) => {
      changes.push(change)
      await applies()
    },
    adds: async (address) => {
      accounts.set(address, address)
      await applies()
      const account = staged().find((each) => each.address === address)
      if (!account) throw new HarnessFault(`the account ${address} was not made`)
      return account
    },
    writes: (file) => unmet(`file ${file}`, `${kind.title} does not read the product's own files`),
    runs: (command) => unmet(`tool ${command}`, `${kind.title} does not have the product's own tool`),
    restarts: () => instance.restarts(),
    connects: () => unmet('interfaces', 'the interfaces of this machine are not changed'),
  }
  const settles = (): Promise<boolean> => waitsFor(() => !instance.hasPending(), deliveredWithin)
  const stagedSink: StagedSink = {
    receipts: () => sink.receipts().slice(before),
    settles: async (looksFor) => (await settles()) || looksFor(),
  }
  return {
    get policy() {
      return asked().document
    },
    endpoint: (service) => {
      const place = instance.endpoint(service)
      return place && { ...place, tls: 'none' }
    },
    source: (address) => sources.get(address),
    accounts: Object.fromEntries(
      Object.keys(needs.accounts).flatMap((name, index) => {
        const account = staged()[index]
        return account ? [[name, account] as const] : []
      }),
    ),
    now: () => clock.now(),
    settles,
    ...(needs.uses.includes('clock') && { clock }),
    ...(needs.uses.includes('sink') && { sink: stagedSink }),
    ...(needs.uses.includes('operator') && { operator }),
    ...(needs.uses.includes('dns') && {
      dns: {
        answers: async (name: string, records: Records) => {
          zones.set(isIpv4(name) ? loopbackFor(name) : name.toLowerCase(), onLoopback(records))
        },
      },
    }),
    complaints: () => instance.complaints().map((line) => `${kind.title} logged: ${line}`),
    [Symbol.asyncDispose]: async () => {
      if (!(await settles())) instance.spoilt = true
      emptyMailboxes(instance.folder)
      zones.clear()
      for (const [name, records] of usual) zones.set(name, records)
      kept.busy = false
    },
  }
}

const deliveredWithin = 8_000

const unmet = (need: string, why: string): Promise<never> => Promise.reject(new NeedUnmet(need, why))

const onLoopback = ({ A, ...records }: Records): Records => ({
  ...records,
  ...(A && { A: A.map(loopbackFor) }),
})

async function waitsFor(holds: () => boolean, within: number): Promise<boolean> {
  const until = performance.now() + within
  while (!holds()) {
    if (performance.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return true
}

/** The next story finds the mailboxes as new. */
function emptyMailboxes(folder: string): void {
  const mail = join(folder, 'mail')
  mkdirSync(mail, { recursive: true })
  for (const domain of readdirSync(mail)) rmSync(join(mail, domain), { recursive: true, force: true })
  chmodSync(mail, 0o777)
}
