import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the check on local senders. */
export const icewarpOriginatorSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'anyone-is-a-local-sender',
    clause: 'icewarp.local-originator.rejects-unauthorized',
    seam: 'sender.needs-authorization',
    replace: () => () => false,
  }),
  saboteur({
    id: 'local-senders-need-an-account-to-be-checked',
    clause: 'icewarp.local-originator.domain-is-enough',
    seam: 'sender.needs-authorization',
    replace: (needs) => (facts, policy) =>
      needs(facts, policy) &&
      policy.accounts.has(`${facts.reversePath?.localPart}@${facts.reversePath?.domain}`),
  }),
  saboteur({
    id: 'first-domain-alone-is-local',
    clause: 'icewarp.local-originator.domain-is-enough',
    seam: 'sender.needs-authorization',
    replace: (needs) => (facts, policy) =>
      needs(facts, policy) && facts.reversePath?.domain === [...policy.domains.local][0],
  }),
  saboteur({
    id: 'local-senders-are-always-checked',
    clause: 'icewarp.local-originator.off',
    seam: 'sender.needs-authorization',
    replace:
      () =>
      ({ reversePath }, { domains }) =>
        reversePath !== null && domains.local.has(reversePath.domain),
  }),
  saboteur({
    id: 'foreign-senders-need-authorization',
    clause: 'icewarp.local-originator.foreign-sender-unaffected',
    seam: 'sender.needs-authorization',
    replace: () => (_, policy) => policy.sender.rejectUnauthorizedLocal,
  }),
  saboteur({
    id: 'domains-that-end-like-local-ones',
    clause: 'icewarp.local-originator.foreign-sender-unaffected',
    seam: 'sender.needs-authorization',
    replace:
      () =>
      ({ reversePath }, { sender, domains }) =>
        sender.rejectUnauthorizedLocal &&
        [...domains.local].some((domain) => reversePath?.domain.endsWith(domain)),
  }),
  saboteur({
    id: 'auth-authorizes-no-local-sender',
    clause: 'icewarp.local-originator.smtp-auth-authorizes',
    seam: 'rights.authorize',
    replace: (authorize) => (rights, conduct) => authorize({ ...rights, authenticated: false }, conduct),
  }),
  saboteur({
    id: 'trust-authorizes-no-local-sender',
    clause: 'icewarp.local-originator.trusted-ip-authorizes',
    seam: 'rights.authorize',
    replace: (authorize) => (rights, conduct) => authorize({ ...rights, trustedAddress: false }, conduct),
  }),
  saboteur({
    id: 'window-authorizes-no-local-sender',
    clause: 'icewarp.local-originator.pop-before-smtp-authorizes',
    seam: 'rights.authorize',
    replace: (authorize) => (rights, conduct) => authorize({ ...rights, window: false }, conduct),
  }),
  saboteur({
    id: 'servers-are-believed',
    clause: 'icewarp.local-originator.mail-via-other-server-rejected',
    seam: 'sender.needs-authorization',
    replace: (needs) => (facts, policy) => needs(facts, policy) && !(facts.hello ?? '').startsWith('mail.'),
  }),
]
