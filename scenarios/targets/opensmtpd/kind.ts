import type { Service } from '#evidence'
import { listeningFor } from '../adapter/listening.ts'
import { stage, type Configuration, type Parts, type ServerKind } from '../adapter/kind.ts'
import { mainFile } from './configuration.ts'
import { settings } from './settings.ts'
import { postmaster, tableFiles } from './tables.ts'

/** TLS from the first octet it has not. */
const services: readonly Service[] = ['mx', 'submission']

/** OpenSMTPD: it accepts, relays and stores mail, and accepts passwords over TLS only. */
export const opensmtpd: ServerKind = {
  name: 'opensmtpd',
  title: 'OpenSMTPD',
  packages: ['opensmtpd'],
  // That of Debian 12 itself cannot serve TLS, and without TLS it takes no passwords.
  release: 'backports',
  programs: { OpenSMTPD: 'opensmtpd' },
  settings,
  // Users of its own, on numbers nobody is likely to have; the last one owns the mailboxes.
  users: {
    passwd: [
      'opensmtpd:x:7306:7313::/var/lib/opensmtpd/empty:/usr/sbin/nologin',
      'opensmtpq:x:7307:7314::/var/lib/opensmtpd/empty:/usr/sbin/nologin',
      'mailboxes:x:7308:7315::/var/lib/opensmtpd/empty:/usr/sbin/nologin',
    ],
    group: ['opensmtpd:x:7313:', 'opensmtpq:x:7314:', 'mailboxes:x:7315:'],
  },
  services,
  clockReach: 'everything',
  tls: 'needed',
  mailboxes: 'as-files',
  shortfalls: ({ needs: { uses, accounts } }) =>
    uses.includes('tls') && Object.keys(accounts).length > 0
      ? [
          {
            need: 'tls',
            why: 'it accepts passwords over TLS only, so nobody can authenticate before STARTTLS',
          },
        ]
      : [],
  configures,
  queues: ['spool/incoming', 'spool/queue', 'spool/temporary'],
  faults: /^(?:fatal: |warn: lost child|\S+smtpd\.conf:\d+: )/,
}

function configures(parts: Parts): Configuration {
  return {
    files: {
      ...parts.settled.files,
      'etc/smtpd.conf': mainFile(parts),
      ...tableFiles(parts),
      'over-etc/mailname': `${stage.hostname}\n`,
    },
    start: [...makesFolders, encryptsPasswords, 'cp etc/smtpd.conf run/smtpd.conf', runs].join('\n'),
    reload,
    listening: listeningFor(services, parts),
  }
}

/**
 * What a package's scripts would have done. Most of its processes see one of two folders and nothing else: both are
 * here, each with the clock in it.
 */
const makesFolders = [
  'mkdir -p run mail empty/srv empty/etc spool/srv spool/etc /var/lib/opensmtpd',
  'chmod 777 mail; chmod 711 spool; chmod 600 tls/key.pem',
  'for jail in empty spool; do ln -f clock $jail/srv/clock; ln -sf /srv/clock $jail/etc/faketimerc; done',
  'chgrp opensmtpq /usr/sbin/smtpctl; chmod 2755 /usr/sbin/smtpctl',
  // Its control socket is there, and no other server may share it.
  'rm -rf /var/run; mkdir /var/run',
  'rm -rf /var/lib/opensmtpd/empty /var/spool/smtpd',
  'ln -s /srv/empty /var/lib/opensmtpd/empty; ln -s /srv/spool /var/spool/smtpd',
]

/** Any hash of crypt(3) will do: that of `smtpctl encrypt` takes 128 MB and a tenth of a second, at each AUTH again. */
const encryptsPasswords = `perl -lane 'print "$F[0] ", crypt($F[1], q($5$rounds=1000$mailspec))' \
  </srv/etc/passwords >/srv/etc/credentials
echo '${postmaster} *' >>/srv/etc/credentials`

/** In the foreground, so that it logs where it is started, and its number is that of the shell. */
const runs = 'echo $BASHPID >/srv/run/pid; exec /usr/sbin/smtpd -d -f /srv/etc/smtpd.conf'

/** Tables are read again while it runs; for all else it has to be started anew, and sessions that are open end. */
const reload = `${encryptsPasswords}
if cmp -s /srv/etc/smtpd.conf /srv/run/smtpd.conf; then
  for table in $(sed -n 's/^table \\([a-z]*\\) file:.*/\\1/p' /srv/etc/smtpd.conf); do
    smtpctl update table "$table" || exit
  done
else
  cp /srv/etc/smtpd.conf /srv/run/smtpd.conf
  daemon=$(cat /srv/run/pid)
  kill "$daemon"
  while kill -0 "$daemon" 2>/dev/null; do sleep 0.02; done
  (. /srv/clock.env; ${runs}) >>/srv/log/start 2>&1 </dev/null &
fi`
