import type { Service } from '#evidence'
import { type Parts, stage } from '../adapter/kind.ts'
import { relayHostOf } from '../adapter/relay-host.ts'
import { servicesOf } from '../../evidence/services.ts'
import { listeningFor } from '../adapter/listening.ts'
import { submits, takesPasswords } from '../adapter/rights.ts'
import { calls, defines, feature } from './macros.ts'

const mechanisms = 'PLAIN LOGIN CRAM-MD5'

/** Whether nobody may relay. */
export const isClosed = ({ settled }: Parts): boolean => settled.lines('closed').length > 0

/** sendmail.mc: what m4 makes the configuration from. */
export const mainFile = (parts: Parts): string =>
  [
    'divert(0)dnl',
    calls('include', '/usr/share/sendmail/cf/m4/cf.m4'),
    calls('OSTYPE', 'linux'),
    ...surroundings,
    ...(isClosed(parts) ? [] : [calls('TRUST_AUTH_MECH', mechanisms)]),
    feature('no_default_msa'),
    feature('access_db', 'hash -T<TMPF> -o /srv/etc/access'),
    feature('blocklist_recipients'),
    feature('virtusertable', 'hash -o /srv/etc/addresses'),
    feature('mailertable', 'hash -o /srv/etc/routes'),
    ...(parts.settled.lines('resolves').length > 0 ? [] : [feature('accept_unresolvable_domains')]),
    calls('LOCAL_DOMAIN', stage.localDomains.join(' ')),
    ...parts.settled.lines('main'),
    ...certificate(parts),
    ...nextHop(parts),
    ...listeners(parts),
    calls('MAILER', 'local'),
    calls('MAILER', 'smtp'),
    'MAILER_DEFINITIONS',
    'Mmaildir, P=/bin/bash, F=lsDFMPn, U=nobody:nogroup, S=EnvFromL/HdrFromL, R=EnvToL/HdrToL,',
    '\tT=DNS/RFC822/X-Unix, A=bash /srv/etc/deliver $h $u',
    'LOCAL_RULESETS',
    ...rulesets(parts),
    '',
  ].join('\n')

/** What depends on this machine, and limits that nobody has asked for. */
const surroundings = [
  defines('confDOMAIN_NAME', stage.hostname),
  defines('QUEUE_DIR', '/srv/queue'),
  defines('confPID_FILE', '/srv/run/sendmail.pid'),
  defines('STATUS_FILE', '/srv/run/statistics'),
  defines('confHOST_STATUS_DIRECTORY', ''),
  defines('ALIAS_FILE', '/srv/etc/aliases'),
  defines('confFORWARD_PATH', ''),
  defines('confTO_IDENT', '0s'),
  defines('confDONT_PROBE_INTERFACES', 'True'),
  defines('confBIND_OPTS', '-DNSRCH -DEFNAMES'),
  // However busy the machine is, mail is taken and delivered.
  defines('confQUEUE_LA', 10_000),
  defines('confREFUSE_LA', 10_000),
  defines('confAUTH_MECHANISMS', mechanisms),
]

/** Letters of DAEMON_OPTIONS: no ETRN, AUTH not offered, AUTH insisted on, TLS from the start. */
const letters = { noEtrn: 'E', noAuth: 'A', onlyWithAuth: 'a', withinTls: 's' } as const

/** A product with a port for submission has AUTH there and nowhere else. */
function listeners(parts: Parts): readonly string[] {
  const { asked, host, ports } = parts
  const offersAuth = (service: Service): boolean =>
    takesPasswords(asked) && !(service === 'mx' && submits(asked))
  return listeningFor(servicesOf('smtp'), parts).map((service) => {
    const modifiers = [
      letters.noEtrn,
      ...(offersAuth(service) ? [] : [letters.noAuth]),
      ...(service === 'mx' ? [] : [letters.onlyWithAuth]),
      ...(service === 'submissions' ? [letters.withinTls] : []),
    ]
    const place = `Family=inet, Addr=${host}, Port=${ports.get(service) ?? 0}`
    return calls('DAEMON_OPTIONS', `Name=${service}, ${place}, M=${modifiers.join('')}`)
  })
}

/** It offers no TLS without authorities to check clients by, and has no client of which it would ask for them. */
const certificate = ({ tls }: Parts): readonly string[] =>
  tls
    ? [
        defines('confSERVER_CERT', tls.certificate),
        defines('confSERVER_KEY', tls.key),
        defines('confCACERT', tls.certificate),
        defines('confCACERT_PATH', '/srv/tls'),
      ]
    : []

/** In brackets a host is asked for its address, and not for its MX. */
function nextHop(parts: Parts): readonly string[] {
  const relay = relayHostOf(parts)
  return relay
    ? [defines('SMART_HOST', `relay:[${relay.host}]`), defines('RELAY_MAILER_ARGS', `TCP $h ${relay.port}`)]
    : []
}

function rulesets({ settled }: Parts): readonly string[] {
  const rules = settled.lines('checkMail')
  return rules.length > 0 ? ['SLocal_check_mail', ...rules] : []
}
