import type { Service } from '#evidence'
import type { Shortfall, StagedAccount } from '../target.ts'
import type { ClockReach } from '../native/clock.ts'
import type { Asked, SettingTable, Settled } from './fragments.ts'
import type { PackageSet } from '../unpacked/packages.ts'

/** Everything specific to one server, or to a pair: the rest of `native` knows no product. */
export interface ServerKind extends PackageSet {
  /** As people call it. */
  readonly title: string
  /** The programs by name, and the package that tells the version of each. */
  readonly programs: Readonly<Record<string, string>>
  readonly settings: SettingTable
  /** Lines of passwd and group for its users. */
  readonly users: { readonly passwd: readonly string[]; readonly group: readonly string[] }
  /** The services it can open. */
  readonly services: readonly Service[]
  /** How it gets the clock; by its environment if absent. */
  readonly clockReach?: ClockReach
  /** Whether it can be given a certificate, or needs one to accept passwords; neither if absent. */
  readonly tls?: 'offered' | 'needed'
  /** Whether its listeners accept the PROXY protocol, which tells where a connection comes from. */
  readonly takesProxy?: boolean
  /** Mailboxes are read as files, for a server without a service to read them. */
  readonly mailboxes?: 'as-files'
  /** What else it cannot do. */
  shortfalls?(asked: Asked): readonly Shortfall[]
  /** Why nobody can log in, if so. */
  readonly noLogin?: string
  configures(parts: Parts): Configuration
  /** Folders that hold mail on its way; `tmp/*` for what is in the folders of one. */
  readonly queues: readonly string[]
  /**
   * How mail that was deferred is tried again when the clock is turned: by the clock, or by shell text that does what
   * the server's own timer would have done meanwhile. Absent, its timers keep real time and it cannot be had to.
   */
  readonly queueRuns?: 'by-the-clock' | { readonly shell: string }
  /** Whether mailboxes are made at a start, and not by the first mail: between stories they are emptied, and stay. */
  readonly mailboxesStay?: boolean
  /** Log lines that tell of a fault in the server or in what it was given. */
  readonly faults: RegExp
}

export interface Parts {
  readonly asked: Asked
  readonly settled: Settled
  readonly host: string
  readonly ports: ReadonlyMap<Service, number>
  readonly accounts: readonly StagedAccount[]
  /** The address of the recording sink. */
  readonly sink: string
  /** PEM files, where TLS is asked for or needed. */
  readonly tls?: { readonly certificate: string; readonly key: string }
  /** Every connection begins with a header of the PROXY protocol. */
  readonly isProxied: boolean
}

/** What a server is started with: its folder is /srv inside, mailboxes are below `mail`, logs below `log`. */
export interface Configuration {
  /** Path in the folder → content. */
  readonly files: Readonly<Record<string, string>>
  /** Shell text that starts it. */
  readonly start: string
  /** Shell text that makes it read its files again. */
  readonly reload: string
  /** The services this opens. */
  readonly listening: readonly Service[]
}

/** Stage names that every scenario may rely on. */
export const stage = {
  hostname: 'mx.local.test',
  localDomains: ['local.test', 'second.test'],
  foreignDomains: ['remote.test', 'elsewhere.test'],
  sink: 'sink.remote.test',
  /** Where the sink stands besides, for hosts that are reached by address. */
  sinkAddress: '192.0.2.60',
} as const
