import { servicesOf } from '../../evidence/services.ts'
import { listeningFor } from '../adapter/listening.ts'
import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { configurationFiles } from './configuration.ts'
import { settings } from './settings.ts'
import { reloadScript, startScript } from './start.ts'

const services = servicesOf('smtp', 'pop3', 'imap')

/** Courier: SMTP, POP3 and IMAP of one maker, over one table of users. */
export const courier: ServerKind = {
  name: 'courier',
  title: 'Courier',
  // It logs to syslog only.
  packages: [
    'courier-mta',
    'courier-pop',
    'courier-imap',
    'courier-authdaemon',
    'courier-authlib-userdb',
    'busybox',
  ],
  programs: { Courier: 'courier-mta', 'Courier-IMAP': 'courier-imap' },
  settings,
  // The user it was compiled for, on numbers nobody is likely to have.
  users: {
    passwd: ['courier:x:7306:7313::/var/lib/courier:/usr/sbin/nologin'],
    group: ['courier:x:7313:'],
  },
  services,
  tls: 'offered',
  configures,
  // Two deliveries that find no home, and make one at the same time, are in each other's way.
  mailboxesStay: true,
  queues: ['spool/tmp/*', 'spool/msgs', 'spool/msgq'],
  // Its log line about a refused client is not a fault.
  faults: /\bmail\.(?:err|crit|alert|emerg) (?!\w+: (?:error,relay=|Maximum connection limit))/,
}

function configures(parts: Parts): Configuration {
  return {
    files: { ...parts.settled.files, ...configurationFiles(parts) },
    start: startScript,
    reload: reloadScript,
    listening: listeningFor(services, parts),
  }
}
