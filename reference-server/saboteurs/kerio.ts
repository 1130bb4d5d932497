import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in relay control and POP before SMTP, one or more for each clause that has a scenario. */
export const kerioSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'strangers-reach-nobody',
    clause: 'kerio.relay.local-from-anyone',
    seam: 'recipient.is-known',
    replace: (isKnown) => (facts, policy) => facts.account !== undefined && isKnown(facts, policy),
  }),
  saboteur({
    id: 'relays-for-anyone',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.suffices',
    replace: () => () => true,
  }),
  saboteur({
    id: 'relays-for-nobody',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.suffices',
    replace: () => () => false,
  }),
  saboteur({
    id: 'percent-finds-a-mailbox',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'recipient.is-known',
    replace: (isKnown) => (facts, policy) =>
      isKnown(facts, policy) || facts.forwardPath.localPart.includes('%'),
  }),
  saboteur({
    id: 'postmaster-is-local-everywhere',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.is-local',
    replace: (isLocal) => (path, policy) => isLocal(path, policy) || path.localPart === 'postmaster',
  }),
  saboteur({
    id: 'local-sender-opens-the-door',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.is-authenticated',
    replace: (isAuthenticated) => (facts) =>
      isAuthenticated(facts) || facts.reversePath?.domain === 'local.test',
  }),
  saboteur({
    id: 'null-sender-opens-the-door',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.is-authenticated',
    replace: (isAuthenticated) => (facts) => isAuthenticated(facts) || facts.reversePath === null,
  }),
  saboteur({
    id: 'group-ignored',
    clause: 'kerio.relay.ip-group',
    seam: 'relay.trusts',
    replace: () => () => false,
  }),
  saboteur({
    id: 'group-takes-neighbours',
    clause: 'kerio.relay.ip-group',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(list, address) || trusts(list, nextAddress(address)),
  }),
  saboteur({
    id: 'group-as-it-was-at-start',
    clause: 'kerio.relay.ip-group-choice',
    seam: 'relay.trusts',
    replace: (trusts) => {
      let first: Parameters<typeof trusts>[0] | undefined
      return (list, address) => trusts((first ??= list), address)
    },
  }),
  saboteur({
    id: 'auth-worth-nothing',
    clause: 'kerio.relay.smtp-auth',
    seam: 'relay.is-authenticated',
    replace: () => () => false,
  }),
  saboteur({
    id: 'any-password-will-do',
    clause: 'kerio.relay.smtp-auth',
    seam: 'login.accepts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'first-account-only',
    clause: 'kerio.relay.smtp-auth-every-account',
    seam: 'login.accepts',
    replace: (accepts) => {
      let first: string | undefined
      return (login) => accepts(login) && (first ??= login.account) === login.account
    },
  }),
  saboteur({
    id: 'auth-counts-when-off',
    clause: 'kerio.relay.smtp-auth-off',
    seam: 'auth.counts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'pop3-opens-nothing',
    clause: 'kerio.relay.pop3-grant',
    seam: 'pop-window.counts',
    replace: () => () => false,
  }),
  saboteur({
    id: 'window-never-closes',
    clause: 'kerio.relay.pop3-window',
    seam: 'pop-window.is-open',
    replace: () => (logins, key) => logins.has(key),
  }),
  saboteur({
    id: 'window-open-at-its-end',
    clause: 'kerio.relay.pop3-window',
    seam: 'pop-window.is-open',
    replace: (isOpen) => (logins, key, now, window) => isOpen(logins, key, now, window + 1),
  }),
  saboteur({
    id: 'window-closes-early',
    clause: 'kerio.relay.pop3-window',
    seam: 'pop-window.is-open',
    replace: (isOpen) => (logins, key, now, window) => isOpen(logins, key, now, window - 1),
  }),
  saboteur({
    id: 'window-renewed-by-use',
    clause: 'kerio.relay.pop3-window',
    seam: 'pop-window.is-open',
    replace: (isOpen) => (logins, key, now, window) => {
      const open = isOpen(logins, key, now, window)
      if (open) logins.set(key, now)
      return open
    },
  }),
  saboteur({
    id: 'window-lasts-as-long-as-its-session',
    clause: 'kerio.relay.pop3-window-binds-open-sessions',
    seam: 'pop-window.holds',
    replace:
      () =>
      (_, { atStart, now }) =>
        atStart || now,
  }),
  saboteur({
    id: 'window-for-everybody',
    clause: 'kerio.relay.pop3-ip-only',
    seam: 'pop-window.key',
    replace: () => () => 'everybody',
  }),
  saboteur({
    id: 'wrong-password-opens',
    clause: 'kerio.relay.pop3-failed-login',
    seam: 'login.accepts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'any-answer-to-a-challenge-opens',
    clause: 'kerio.relay.pop3-failed-login',
    seam: 'login.accepts',
    replace:
      () =>
      ({ matches, sent }) =>
        matches || 'answer' in sent,
  }),
  saboteur({
    id: 'pop3-counts-when-off',
    clause: 'kerio.relay.pop3-off',
    seam: 'pop-window.is-offered',
    replace: () => () => true,
  }),
  saboteur({
    id: 'address-and-auth-together',
    clause: 'kerio.relay.any-condition-suffices',
    seam: 'relay.suffices',
    replace: () => (rights) => rights.authenticated && rights.trustedAddress,
  }),
  saboteur({
    id: 'falls-back-to-the-group',
    clause: 'kerio.relay.failed-auth-overrides-ip',
    seam: 'relay.is-address-cancelled',
    replace: () => () => false,
  }),
  saboteur({
    id: 'failed-auth-ends-all-mail',
    clause: 'kerio.relay.failed-auth-local-mail',
    seam: 'recipient.is-known',
    replace: (isKnown) => (facts, policy) => !facts.authFailed && isKnown(facts, policy),
  }),
  saboteur({
    id: 'failed-auth-always-cancels',
    clause: 'kerio.relay.failed-auth-ip-only-mode',
    seam: 'auth.counts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'open-mode-asks',
    clause: 'kerio.relay.open-mode',
    seam: 'relay.is-open',
    replace: () => () => false,
  }),
  saboteur({
    id: 'first-login-counts',
    clause: 'kerio.relay.pop3-window-renewed',
    seam: 'pop-window.open',
    replace: () => (logins, key, at) => {
      if (!logins.has(key)) logins.set(key, at)
    },
  }),
]

/** The address after an IPv4 address, its last octet alone counted up. */
const nextAddress = (address: string): string =>
  address.replace(/\d+$/, (octet) => String((Number(octet) + 1) & 255))
