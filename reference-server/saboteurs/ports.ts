import { saboteur, type Saboteur } from './saboteur.ts'

type Facts = { readonly service: string }

const is =
  (...services: readonly string[]) =>
  ({ service }: Facts): boolean =>
    services.includes(service)

/** Faults in which services are there. */
const serviceSaboteurs: readonly Saboteur[] = [
  absent('ics.tls.smtps-465', 'smtps-is-missing', 'submissions'),
  absent('ics.tls.imaps-993', 'imaps-is-missing', 'imaps'),
  absent('ics.tls.pop3s-995', 'pop3s-is-missing', 'pop3s'),
  always('ics.tls.implicit-off', 'smtps-is-there-without-the-option', 'submissions'),
  always('ics.tls.implicit-off', 'pop3s-is-there-without-the-option', 'pop3s'),
  saboteur({
    id: 'the-option-switches-all-of-tls',
    clause: 'ics.tls.implicit-off',
    seam: 'tls.certificate',
    replace: (certificate) => (facts) => (facts.policy.tls.implicit ? certificate(facts) : undefined),
  }),
  absent('commgate.pop-imap.secure-imap', 'secure-imap-is-missing', 'imaps'),
  always('commgate.pop-imap.secure-imap', 'secure-imap-needs-no-enabling', 'imaps'),
  absent('commgate.pop-imap.secure-pop3', 'secure-pop-is-missing', 'pop3s'),
  always('commgate.pop-imap.secure-pop3', 'secure-pop-needs-no-enabling', 'pop3s'),
  always('commgate.pop-imap.pop3', 'pop3-needs-no-enabling', 'pop3'),
  absent('commgate.pop-imap.pop3', 'pop3-is-missing', 'pop3'),
  always('commgate.pop-imap.imap', 'imap-needs-no-enabling', 'imap'),
  absent('commgate.pop-imap.imap', 'imap-is-missing', 'imap'),
  saboteur({
    id: 'a-certificate-comes-too-late',
    clause: 'commgate.pop-imap.secure-needs-certificate',
    seam: 'door.is-served',
    replace: (isServed) => (facts) =>
      isServed(facts) &&
      !(facts.certified && facts.policy.tls.mailboxCertificate !== undefined && is('imaps')(facts)),
  }),
]

/** Faults in the ids of messages that stay on the server. */
const idSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'each-session-has-ids-of-its-own',
    clause: 'commgate.pop-imap.stable-uidl',
    seam: 'pop3.unique-id',
    replace: () => {
      let given = 0
      return () => `id-${given++}`
    },
  }),
  saboteur({
    id: 'a-new-message-has-the-id-of-an-old-one',
    clause: 'commgate.pop-imap.stable-uidl',
    seam: 'pop3.unique-id',
    replace: (idOf) => (message) => idOf({ ...message, uid: Math.min(message.uid, 2) }),
  }),
]

/** Faults in where services listen. */
const portSaboteurs: readonly Saboteur[] = [
  unmoved('ics.network.smtp-port', 'smtp-stays-on-25', 'mx', 25),
  unmoved('ics.network.pop3-port', 'pop3-stays-on-110', 'pop3', 110),
  unmoved('ics.network.imap-port', 'imap-stays-on-143', 'imap', 143),
  unmoved('ics.tls.implicit-ports-configurable', 'smtps-stays-on-465', 'submissions', 465),
  unmoved('ics.tls.implicit-ports-configurable', 'imaps-stays-on-993', 'imaps', 993),
  unmoved('ics.tls.implicit-ports-configurable', 'pop3s-stays-on-995', 'pop3s', 995),
  unmoved('commgate.pop-imap.default-ports', 'secure-imap-is-on-994', 'imaps', 994),
  unmoved('commgate.pop-imap.default-ports', 'pop-is-on-109', 'pop3', 109),
  saboteur({
    id: 'starttls-stays-on-the-usual-ports',
    clause: 'ics.tls.starttls-on-changed-ports',
    seam: 'tls.certificate',
    replace: (certificate) => (facts) => (is('mx', 'imap', 'pop3')(facts) ? undefined : certificate(facts)),
  }),
  saboteur({
    id: 'a-chosen-interface-is-one-of-all',
    clause: 'ics.network.interfaces',
    seam: 'door.interfaces',
    replace: () => () => [],
  }),
  saboteur({
    id: 'the-interface-of-smtp-is-that-of-all',
    clause: 'ics.network.interfaces',
    seam: 'door.interfaces',
    replace: (interfaces) => (facts) => interfaces({ ...facts, service: 'mx' }),
  }),
  saboteur({
    id: 'a-service-is-on-the-first-interface-alone',
    clause: 'ics.network.interfaces-default-all',
    seam: 'door.interfaces',
    replace: (interfaces) => (facts) => {
      const chosen = interfaces(facts)
      return chosen.length > 0 ? chosen : ['192.0.2.25']
    },
  }),
]

/** Faults in the versions of TLS. */
const versionSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'old-tls-is-refused',
    clause: 'ics.tls.versions-accepted',
    seam: 'tls.versions',
    replace: (versions) => (facts) => versions(facts).filter((version) => version !== 'TLSv1'),
  }),
  saboteur({
    id: 'pop3-speaks-the-newest-tls-alone',
    clause: 'ics.tls.versions-accepted',
    seam: 'tls.versions',
    replace: (versions) => (facts) => (is('pop3', 'pop3s')(facts) ? ['TLSv1.2'] : versions(facts)),
  }),
  saboteur({
    id: 'the-tls-library-decides',
    clause: 'ics.tls.versions-only',
    seam: 'tls.versions',
    replace: () => () => [],
  }),
  saboteur({
    id: 'imap-speaks-newer-tls-as-well',
    clause: 'ics.tls.versions-only',
    seam: 'tls.versions',
    replace: (versions) => (facts) => [
      ...versions(facts),
      ...(is('imap')(facts) ? (['TLSv1.3'] as const) : []),
    ],
  }),
]

function absent(clause: string, id: string, service: string): Saboteur {
  return saboteur({
    id,
    clause,
    seam: 'door.is-served',
    replace: (isServed) => (facts) => isServed(facts) && !is(service)(facts),
  })
}

function always(clause: string, id: string, service: string): Saboteur {
  return saboteur({
    id,
    clause,
    seam: 'door.is-served',
    replace: (isServed) => (facts) => isServed(facts) || is(service)(facts),
  })
}

function unmoved(clause: string, id: string, service: string, port: number): Saboteur {
  return saboteur({
    id,
    clause,
    seam: 'door.port',
    replace: (portOf) => (facts) => (is(service)(facts) ? port : portOf(facts)),
  })
}

export const doorSaboteurs: readonly Saboteur[] = [
  ...serviceSaboteurs,
  ...portSaboteurs,
  ...idSaboteurs,
  ...versionSaboteurs,
]
