import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { servicesOf } from '../../evidence/services.ts'
import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { configFiles, counts, owner, redisSocket, rolesOf } from './configuration.ts'
import { fromNpm, home, provides, recipe } from './provision.ts'
import { settings } from './settings.ts'

/** What is put in besides: configuration that can only be written as a plugin, and no rule. */
const plugins = ['ready.js', 'mailboxes.js'].map((name) => [
  `plugins/${name}`,
  readFileSync(join(recipe, 'plugins', name), 'utf8'),
])

const faults = /\[(?:CRIT|ALERT|EMERG)\]|Redis (?:error|connect failed)|Invalid line in config/

const services = servicesOf('smtp')

/** Haraka: it accepts, relays and stores mail, and knows the passwords of senders. */
export const haraka: ServerKind = {
  name: 'haraka',
  title: 'Haraka',
  packages: ['redis-server', 'tcc'],
  others: fromNpm(),
  prepares: provides,
  programs: { Haraka: 'Haraka', Redis: 'redis-server' },
  settings,
  users: { passwd: [], group: [] },
  services,
  tls: 'offered',
  mailboxes: 'as-files',
  configures: harakaConfiguration,
  queues: ['mx/queue', 'submission/queue'],
  faults,
}

/** Its part of a configuration. */
export function harakaConfiguration(parts: Parts): Configuration {
  const roles = rolesOf(parts)
  const files = roles.flatMap((role) => [
    ...plugins.map(([name, text]) => [`${role.name}/${name}`, text]),
    ...Object.entries(configFiles(role, parts)).map(([name, text]) => [`${role.name}/config/${name}`, text]),
  ])
  const starts = [...(counts(parts) ? [startsRedis] : []), ...roles.map(({ name }) => startsRole(name))]
  return {
    files: { ...parts.settled.files, ...Object.fromEntries(files) },
    start: [makesFolders, ...starts].join('\n'),
    reload: ['. /srv/clock.env', givesWay(parts), ...starts].join('\n'),
    listening: roles.flatMap((role) => role.services),
  }
}

const makesFolders = `mkdir -p /srv/mail /srv/pids /srv/redis; rm -f /srv/pids/* /srv/redis/*; chmod 777 /srv/mail`

/** It runs with the Node that runs this. */
const startsRole = (role: string): string =>
  `mkdir -p /srv/${role}/queue; chown ${owner.user}:${owner.group} /srv/${role}/queue
${process.execPath} ${home}/node_modules/Haraka/bin/haraka -c /srv/${role} >>/srv/log/${role} 2>&1 </dev/null &
echo $! >/srv/pids/${role}.pid`

/** Clients that come before Redis does would not be counted. */
const startsRedis = `if [ ! -S ${redisSocket} ]; then
  redis-server --port 0 --unixsocket ${redisSocket} --unixsocketperm 777 --save '' --appendonly no --dir /srv/redis \
    >>/srv/log/redis 2>&1 </dev/null &
  for _ in {1..250}; do if [ -S ${redisSocket} ]; then break; fi; sleep 0.02; done
fi`

/**
 * The old ones close their listeners at once, and themselves when their sessions have ended; new ones take their place.
 */
const givesWay = ({ host, ports }: Parts): string => `for pid in /srv/pids/*.pid; do
  kill -INT "$(cat "$pid")"
  rm "$pid"
done
for port in ${services.map((service) => ports.get(service) ?? 0).join(' ')}; do
  for _ in {1..100}; do
    if ! (exec 3<>/dev/tcp/${host}/$port) 2>/dev/null; then break; fi
    sleep 0.02
  done
done`
