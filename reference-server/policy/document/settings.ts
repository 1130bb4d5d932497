import { built, choice, choices, common, plain, plainOr } from './setting-kinds.ts'
import type { GivenOf, Setting, ValueOf, WrittenOf } from './setting-kinds.ts'

const off = plainOr('switch', false)
const texts = plainOr('texts', [])
const port = (number: number) => plainOr('port', number)

/**
 * Every setting there is, in the order documents are printed: the only place that names them. Schema, types, JSON
 * Schema and the profiles' tables follow from it. A count without a neutral value means no limit; so does a size of 0.
 */
export const settings = {
  server: {
    hostname: common(plainOr('host', 'localhost')),
    /** Open at once, over all services. One source is an IPv4 address, or a /64 of IPv6. */
    maxConnections: common(plainOr('count', 500)),
    maxConnectionsPerAddress: common(plainOr('count', 200)),
  },
  domains: {
    local: common(plainOr('domains', [])),
    primary: plain('domain'),
    destination: plainOr('domains', []),
    virtual: plainOr('domains', []),
    /** Domain to the server it is forwarded to. */
    forward: plainOr('names', {}),
  },
  accounts: common(plainOr('accounts', {})),
  ipGroups: built(plainOr('groups', {})),
  listen: {
    /** Port 0 is any free port. */
    smtpPort: common(port(25)),
    pop3Port: common(port(110)),
    imapPort: common(port(143)),
    smtpsPort: common(port(465)),
    pop3sPort: common(port(995)),
    imapsPort: common(port(993)),
    /** An address, for one protocol where that is named: `smtp 192.0.2.1`. A protocol without any has all interfaces. */
    interfaces: common(texts),
    /** None listed: all of them. */
    protocols: common(choices('pop3', 'pop3s', 'imap', 'imaps')),
  },
  relay: {
    mode: built(choice('restricted', 'open', 'none')),
    trusted: built(plainOr('patterns', [])),
    trustedEntries: built(plainOr('senders', [])),
    hostsFile: built(plain('text')),
    acceptSmtpAuth: built(plainOr('switch', true)),
  },
  auth: {
    required: built(off),
    defaultDomain: plain('domain'),
    failureCancelsAddress: built(off),
    /** Over every protocol, logins are offered and taken within TLS only. */
    needsTls: common(off),
    /** After the failed logins of an address that are free; it doubles with each further one. 0s for none. */
    failureDelay: common(plainOr('duration', '1s')),
  },
  popBeforeSmtp: {
    enabled: built(off),
    window: built(plainOr('duration', '0s')),
    logins: built(choices('pop3', 'imap')),
  },
  submission: { enabled: built(off), port: built(port(587)), bypassFile: built(plain('text')) },
  sender: {
    rejectUnauthorizedLocal: built(off),
    requirePtr: off,
    requireDnsDomain: off,
    refuseNull: built(off),
    requireAddressForm: built(plainOr('switch', true)),
    block: built(plainOr('senders', [])),
    killFile: built(plain('text')),
  },
  access: { mode: built(choice('granted', 'denied')), exceptions: built(plainOr('patterns', [])) },
  limits: {
    rateEnabled: built(off),
    messagesPerMinute: built(plain('count')),
    messagesPerHour: built(plain('count')),
    exemptWhitelisted: built(off),
    exemptGroup: built(plain('group')),
    connectionsPerIp: built(plain('count')),
    unknownRecipients: built(plain('count')),
    unknownRecipientBlock: built(plainOr('duration', '1h')),
    failedCommands: built(plain('count')),
    recipients: built(plain('count')),
    hops: built(plain('count')),
    messageSize: built(plainOr('size', 0)),
    webmailAttachmentSize: plainOr('size', 0),
  },
  greylist: {
    enabled: built(off),
    delay: built(plainOr('duration', '5m')),
    retention: built(plainOr('duration', '35d')),
  },
  lists: { remoteMail: off, remoteView: off },
  aliases: { table: plainOr('table', {}), external: plainOr('table', {}) },
  /** An account, or `return-to-sender`. */
  catchAll: { target: plain('text') },
  delivery: { mode: common(choice('direct', 'relay')), tls: off, heloName: plain('host') },
  smarthost: {
    host: common(plain('host')),
    port: common(port(25)),
    ssl: off,
    auth: built(off),
    credentials: built(plain('credentials')),
    authMethod: choice('smtp-auth', 'pop3-before-smtp'),
    rewriteSender: off,
    senderAddress: plain('mailbox'),
  },
  queue: {
    /** Messages on their way to other servers at the same time. */
    maxThreads: built(plain('count')),
    retryInterval: built(plain('duration')),
    expireAfter: built(plain('duration')),
    warnAfter: plain('duration'),
  },
  reports: { language: plain('text'), directory: plain('text') },
  tls: {
    smtpCertificate: common(plain('certificate')),
    mailboxCertificate: common(plain('certificate')),
    /** Where there is a certificate, the services with TLS from the first octet. */
    implicit: built(plainOr('switch', true)),
    /** None listed: what the TLS library allows. */
    versions: built(choices('TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3')),
  },
  dkim: { verify: off, sign: off, selector: plain('text') },
  antispam: {
    enabled: off,
    discardLevel: choice('off', 'low', 'medium', 'high', 'very-high'),
    ocr: off,
    subjectTagEnabled: off,
    subjectTagThreshold: plain('score'),
    subjectTag: plain('text'),
    whitelist: texts,
    blacklist: texts,
    extraBlacklists: off,
    scanTrusted: off,
    skipListsForUntrustedLocal: off,
  },
  trust: { whitelistTrusted: built(off) },
  dspam: { enabled: off, signatureLocation: choice('headers', 'body'), subjectTag: plain('text') },
  training: { addresses: texts },
  antivirus: {
    enabled: off,
    engines: choices('clamav', 'drweb', 'kaspersky'),
    virusPolicy: choice('discard', 'pass-through'),
  },
  attachments: { bannedExtensions: texts, bannedPolicy: choice('bounce', 'discard', 'pass-through') },
  dlp: { enabled: off },
  copyAll: { mailbox: plain('mailbox') },
  archive: {
    enabled: off,
    policy: choice('all', 'filter'),
    /** Account to its rules: `archive`, `keep-out`, `discard-attachments 1MB`. */
    filter: plainOr('table', {}),
    /** `never`, `always`, or the size from which attachments go. */
    discardAttachments: plainOr('text', 'never'),
    /** `off`, a period (`weekly`) or a size (`DVD`). */
    autoArchive: plainOr('text', 'off'),
    encrypt: off,
    password: plain('secret'),
    minPasswordLength: plain('count'),
  },
  maildrop: { entries: plainOr('maildrops', []), interval: plain('duration') },
  imap: { idle: built(plainOr('switch', true)) },
  mailbox: { autoFolders: texts },
  /** Of all mail kept, waiting mail included. */
  store: { maxSize: common(plainOr('size', '1GB')) },
  /** Quotas by account. */
  storage: { location: plain('text'), quota: plainOr('sizes', {}) },
  webmail: {
    smtpServer: plain('host'),
    smtpCredentials: plain('credentials'),
    port: port(0),
    certificate: plain('certificate'),
    /** Rules and vacation texts by account. */
    filters: plainOr('table', {}),
    vacation: plainOr('names', {}),
  },
  admin: {
    changeActivation: built(choice('immediate', 'service-restart')),
    modules: texts,
    /** Administrator to granted modules. */
    accessList: plainOr('table', {}),
  },
} as const

type Table = typeof settings

/** The dotted name of a setting: `popBeforeSmtp.window`, `ipGroups`. */
export type SettingKey = {
  [S in keyof Table]: Table[S] extends Setting ? S : `${S}.${keyof Table[S] & string}`
}[keyof Table]

/** The row of the table a key names. */
export type SettingOf<K extends SettingKey> = K extends keyof Table
  ? Table[K]
  : K extends `${infer S extends keyof Table}.${infer N}`
    ? N extends keyof Table[S]
      ? Table[S][N]
      : never
    : never

/** A policy as one writes it. Every key may be left out; `null` unsets what an earlier layer or the profile says. */
export type PolicyDocument = {
  readonly [S in keyof Table]?: Table[S] extends Setting
    ? WrittenOf<Table[S]> | null
    : { readonly [N in keyof Table[S]]?: WrittenOf<Table[S][N]> | null }
}

/** The settings a scenario states: a policy document that sets things and unsets none. */
export type PolicySettings = {
  readonly [S in keyof Table]?: Table[S] extends Setting
    ? WrittenOf<Table[S]>
    : { readonly [N in keyof Table[S]]?: WrittenOf<Table[S][N]> }
}

/** A policy read and complete: every key is there, durations are milliseconds, sizes octets, lists ready to be asked. */
export type Policy = {
  readonly [S in keyof Table]: Table[S] extends Setting
    ? ValueOf<Table[S]>
    : { readonly [N in keyof Table[S]]: ValueOf<Table[S][N]> }
}

/**
 * The read policy, narrowed to the settings a document writes: of `{ popBeforeSmtp: { window: '30m' } }` it is
 * `{ popBeforeSmtp: { window: Duration } }`, and no other setting can be read.
 */
export type Given<P> = {
  readonly [S in keyof P & keyof Table]: Table[S] extends Setting
    ? GivenOf<Table[S]>
    : { readonly [N in keyof P[S] & keyof Table[S]]: GivenOf<Table[S][N]> }
}

/**
 * The same document, its unknown keys made impossible to fill: `policy: P & KnownSettings<P>` refuses a misspelled key
 * where `P extends PolicySettings` alone lets it pass.
 */
export type KnownSettings<P> = {
  readonly [S in keyof P]: S extends keyof Table
    ? Table[S] extends Setting
      ? P[S]
      : { readonly [N in keyof P[S]]: N extends keyof Table[S] ? P[S][N] : never }
    : never
}

const isSetting = (row: object): row is Setting => 'kind' in row

const rows: ReadonlyMap<string, Setting> = new Map(
  Object.entries(settings).flatMap(([section, row]): [string, Setting][] =>
    isSetting(row)
      ? [[section, row]]
      : Object.entries(row).map(([name, setting]) => [`${section}.${name}`, setting]),
  ),
)

/** Tells whether a text is the dotted name of a setting. */
const isSettingKey = (text: string): text is SettingKey => rows.has(text)

/** The key and row a dotted name stands for, if there is such a setting. */
export function settingNamed(name: string): [SettingKey, Setting] | undefined {
  const setting = rows.get(name)
  return setting !== undefined && isSettingKey(name) ? [name, setting] : undefined
}

/** Every setting by its dotted name, in the order of the table. */
export const settingsByKey: ReadonlyMap<SettingKey, Setting> = new Map(
  [...rows.keys()].flatMap((name) => {
    const setting = settingNamed(name)
    return setting === undefined ? [] : [setting]
  }),
)

/** Tells whether the rule of a setting is built: any other is refused when written, and its default does nothing. */
export const isBuilt = (key: SettingKey): boolean => settingsByKey.get(key)?.scope !== undefined

/** Tells whether a text names a section of the table, such as `popBeforeSmtp`. */
export const isSection = (text: string): boolean => Object.hasOwn(settings, text) && !isSettingKey(text)
