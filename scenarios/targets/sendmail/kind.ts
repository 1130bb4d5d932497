import { servicesOf } from '../../evidence/services.ts'
import { listeningFor } from '../adapter/listening.ts'
import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { mainFile } from './configuration.ts'
import { settings } from './settings.ts'
import { delivers, makesTables, reloads, runsQueue, saslFile, starts } from './shell.ts'
import { aliases, tables } from './tables.ts'

/** sendmail: it takes, relays and keeps mail, and knows the passwords of those who send it. */
export const sendmail: ServerKind = {
  name: 'sendmail',
  title: 'sendmail',
  packages: [
    'sendmail-bin',
    'sendmail-base',
    'sendmail-cf',
    'm4',
    'sasl2-bin',
    'libsasl2-modules',
    'busybox',
  ],
  programs: { sendmail: 'sendmail-bin' },
  settings,
  users: {
    passwd: [
      'smmta:x:7406:7413::/var/lib/sendmail:/usr/sbin/nologin',
      'smmsp:x:7407:7414::/var/lib/sendmail:/usr/sbin/nologin',
    ],
    group: ['smmta:x:7413:', 'smmsp:x:7414:'],
  },
  services: servicesOf('smtp'),
  clockReach: 'everything',
  tls: 'offered',
  mailboxes: 'as-files',
  configures,
  queues: ['queue'],
  queueRuns: { shell: runsQueue },
  faults: /\bSYSERR\b(?!.*Too many hops)/,
}

function configures(parts: Parts): Configuration {
  const rows = Object.entries(tables(parts)).map(
    ([name, lines]) => [`etc/${name}`, [...new Set(lines)].map((line) => `${line}\n`).join('')] as const,
  )
  return {
    files: {
      ...parts.settled.files,
      ...Object.fromEntries(rows),
      'etc/sendmail.mc': mainFile(parts),
      'etc/aliases': aliases,
      'etc/accounts': parts.accounts.map(({ login, password }) => `${login} ${password}\n`).join(''),
      'etc/deliver': delivers,
      'etc/makes': makesTables,
      'over-etc/sasl2/Sendmail.conf': saslFile,
    },
    start: starts,
    reload: reloads,
    listening: listeningFor(servicesOf('smtp'), parts),
  }
}
