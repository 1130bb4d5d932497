import { servicesOf } from '../../evidence/services.ts'
import { listeningFor } from '../adapter/listening.ts'
import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { stage } from '../adapter/kind.ts'
import { alone, mainFile, type Companion } from './configuration.ts'
import { table } from './lists.ts'
import { settings } from './settings.ts'

/** The user it was compiled for, on a number nobody is likely to have; it owns the mailboxes. */
export const users = {
  passwd: ['Debian-exim:x:7206:7213::/var/spool/exim4:/usr/sbin/nologin'],
  group: ['Debian-exim:x:7213:'],
} as const

/** Whom mailboxes belong to. */
export const owner = { user: 'Debian-exim', group: 'Debian-exim' } as const

export const queues = ['spool/input']
export const faults = /\b(?:panic|configuration error|failed to expand|sqlite)\b/i

/**
 * It reckons from a time it once read, by the monotonic clock, and waits after a delivery until what it reckons has
 * passed the time of the mailbox: with one clock turned and not the other, for as long as the turn.
 */
const wholeClock = 'export FAKETIME_DONT_FAKE_MONOTONIC=0'

/** Its daemon runs the queue every ten minutes of real time. */
export const queueRuns = { shell: `. /srv/clock.env; ${wholeClock}; /usr/sbin/exim4 -q` }

/** Exim by itself: it accepts, relays and stores mail, and knows the passwords of senders. */
export const exim: ServerKind = {
  name: 'exim',
  title: 'Exim',
  packages: ['exim4-daemon-heavy'],
  programs: { Exim: 'exim4-daemon-heavy' },
  settings,
  users,
  services: servicesOf('smtp'),
  takesProxy: true,
  tls: 'offered',
  mailboxes: 'as-files',
  configures: (parts) => eximConfiguration(parts),
  queues,
  queueRuns,
  faults,
}

/** Its part of a configuration. */
export function eximConfiguration(parts: Parts, companion: Companion = alone): Configuration {
  const { accounts } = parts
  const mailboxes = [
    ...new Set([...accounts.map(({ address }) => address.toLowerCase()), 'postmaster@local.test']),
  ]
  return {
    files: {
      ...parts.settled.files,
      'etc/exim.conf': mainFile(parts, companion),
      'etc/users': table(accounts.map(({ login, password }) => [login, password])),
      'etc/mailboxes': table(mailboxes.map((address) => [address, `${folderOf(address)}/Maildir`])),
    },
    start: [...makesFolders, wholeClock, 'exec /usr/sbin/exim4 -bdf -q10m -oP /srv/run/exim.pid'].join('\n'),
    reload: restartsDaemon,
    listening: listeningFor(servicesOf('smtp'), parts),
  }
}

const folderOf = (address: string): string => {
  const [local = '', domain = stage.localDomains[0]] = address.split('@')
  return `${domain}/${local}`
}

/**
 * What a package's scripts would have done. Without its setuid bit, every process of Exim keeps the turned clock: the
 * loader heeds no LD_PRELOAD for a program that gains rights.
 */
const makesFolders = [
  'mkdir -p /srv/spool /srv/run /srv/mail /etc/exim4; chmod 777 /srv/mail; chown Debian-exim /srv/spool /srv/run',
  'ln -sf /srv/etc/exim.conf /etc/exim4/exim4.conf; chmod u-s /usr/sbin/exim4',
]

/** Sessions that are open go on as they began; the listeners are those of the new configuration. */
const restartsDaemon = `. /srv/clock.env
${wholeClock}
daemon=$(cat /srv/run/exim.pid)
kill "$daemon"
while kill -0 "$daemon" 2>/dev/null; do sleep 0.02; done
/usr/sbin/exim4 -bdf -q10m -oP /srv/run/exim.pid >>/srv/log/start 2>&1 </dev/null &`
