import { isIpv4 } from '../adapter/addresses.ts'
import { stage, type Parts } from '../adapter/kind.ts'
import { relayHostOf, type RelayHost } from '../adapter/relay-host.ts'
import { accessFile, type Standing } from './access.ts'
import { serviceFiles } from './services.ts'

/** Everything below `etc` goes over /etc/courier. */
export function configurationFiles(parts: Parts): Readonly<Record<string, string>> {
  const { settled, accounts } = parts
  const passwords = new Map([
    ['postmaster@local.test', ''],
    ...accounts.map(({ login, password }) => [login, password] as const),
  ])
  return {
    users: lines([...passwords].map(([login, password]) => `${login} ${password}`)),
    'etc/me': `${stage.hostname}\n`,
    'etc/defaultdomain': `${stage.localDomains[0]}\n`,
    'etc/locals': 'localhost\n',
    'etc/hosteddomains/stage': lines(stage.localDomains),
    'etc/esmtpacceptmailfor': lines(stage.localDomains),
    'etc/locallowercase': '',
    'etc/aliases/system': '',
    ...accessFiles(parts),
    'etc/bofh': lines([
      ...(settled.lines('knownSenders').length > 0
        ? stage.localDomains.map((domain) => `freemail ${domain}`)
        : []),
      ...settled.lines('bofh'),
    ]),
    'etc/sizelimit': lines([settled.lines('size')[0] ?? '0']),
    'etc/esmtproutes': lines(route(relayHostOf(parts))),
    // A way once found is not kept for the next message, and a host that fails is tried again.
    'etc/esmtptimeoutkeepalive': '0\n',
    'etc/esmtpdelay': '0\n',
    // A delivery during which the clock is set looks stuck.
    'etc/localtimeout': '52w\n',
    ...filterFiles(parts),
    ...serviceFiles(parts),
  }
}

/** Without brackets an address would be taken for a name, which no name server knows. */
const route = (relayHost: RelayHost | undefined): readonly string[] =>
  relayHost ? [`:${isIpv4(relayHost.host) ? `[${relayHost.host}]` : relayHost.host},${relayHost.port}`] : []

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('')

/** One file for each SMTP service: who need not authenticate where mail is submitted is said there. */
function accessFiles({ settled }: Parts): Readonly<Record<string, string>> {
  const access = {
    others: {
      relays: settled.lines('open').length > 0,
      blocked: settled.lines('deniesOthers').length > 0,
    },
    trusted: settled.lines('closed').length > 0 ? [] : settled.lines('trusted'),
    blocked: settled.lines('blocked'),
    granted: settled.lines('granted'),
  }
  return {
    'etc/smtpaccess/default': accessFile(access, entryFor),
    'etc/msaaccess/default': accessFile(
      access,
      (standing) => `${entryFor(standing)}${standing.trusted && !standing.blocked ? ',AUTH_REQUIRED=0' : ''}`,
    ),
  }
}

/** A denied client is refused before the greeting. BLOCK refuses mail only, and AUTH lifts it. */
const entryFor = ({ relays, blocked }: Standing): string =>
  blocked ? 'deny' : ['allow', ...(relays ? ['RELAYCLIENT'] : [])].join(',')

/** The filter that counts, where there is something to count. */
function filterFiles({ settled }: Parts): Readonly<Record<string, string>> {
  const rate = settled.lines('rate')
  const counts = rate.length > 0
  return {
    'etc/enablefiltering': counts ? 'esmtp\n' : '',
    'etc/filters/perlfilter': '/usr/lib/courier/perlfilter-ratelimit.pl\n',
    'etc/filters/perlfilter-mode': 'all\n',
    // It counts in its own memory: there must be one of it.
    'etc/filters/perlfilter-numprocs': '1\n',
    'etc/filters/perlfilter-ratelimit': counts
      ? lines([...rate, `EXCLUDE=${settled.lines('spared').join(',')}`])
      : '',
  }
}
