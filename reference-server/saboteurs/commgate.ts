import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in CommGate's trusted networks and its switch for SMTP authentication. */
export const commgateSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'trusted-only-without-auth',
    clause: 'commgate.smtp.trusted-networks',
    seam: 'relay.suffices',
    replace: () => (rights) => rights.authenticated,
  }),
  saboteur({
    id: 'trusts-everybody',
    clause: 'commgate.smtp.trusted-networks',
    seam: 'relay.trusts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'trusts-first-octets',
    clause: 'commgate.smtp.trusted-networks',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      trusts(list, address) || trusts(list, address.replace(/\d+$/, '0')),
  }),
  saboteur({
    id: 'trusts-nobody-by-default',
    clause: 'commgate.smtp.trusted-default-192-168',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => !address.startsWith('192.168.') && trusts(list, address),
  }),
  saboteur({
    id: 'trusts-a-class-c-by-default',
    clause: 'commgate.smtp.trusted-default-192-168',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      trusts(list, address) && (!address.startsWith('192.168.') || address.startsWith('192.168.0.')),
  }),
  saboteur({
    id: 'trusts-all-private-networks',
    clause: 'commgate.smtp.trusted-10-not-default',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(list, address) || address.startsWith('10.'),
  }),
  saboteur({
    id: 'never-trusts-ten',
    clause: 'commgate.smtp.trusted-10-not-default',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => !address.startsWith('10.') && trusts(list, address),
  }),
  saboteur({
    id: 'sends-without-a-name',
    clause: 'commgate.smtp.auth-on',
    seam: 'relay.suffices',
    replace: () => () => true,
  }),
  saboteur({
    id: 'name-is-not-enough',
    clause: 'commgate.smtp.auth-on',
    seam: 'relay.is-authenticated',
    replace: () => () => false,
  }),
  saboteur({
    id: 'takes-any-password',
    clause: 'commgate.smtp.auth-on',
    seam: 'login.accepts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'switch-is-ignored',
    clause: 'commgate.smtp.auth-off',
    seam: 'auth.counts',
    replace: () => () => true,
  }),
]
