import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in POP before SMTP as IceWarp has it. */
export const icewarpWindowSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'pop3-opens-no-session',
    clause: 'icewarp.pop-before-smtp.pop-login-grants',
    seam: 'pop-window.counts',
    replace: () => (login) => login.protocol === 'imap',
  }),
  saboteur({
    id: 'window-good-for-one-session',
    clause: 'icewarp.pop-before-smtp.pop-login-grants',
    seam: 'pop-window.is-open',
    replace: (isOpen) => (logins, key, now, window) => {
      const open = isOpen(logins, key, now, window)
      logins.delete(key)
      return open
    },
  }),
  saboteur({
    id: 'imap-opens-nothing',
    clause: 'icewarp.pop-before-smtp.imap-login-grants',
    seam: 'pop-window.counts',
    replace: () => (login) => login.protocol === 'pop3',
  }),
  saboteur({
    id: 'wrong-password-opens-the-session',
    clause: 'icewarp.pop-before-smtp.failed-login-grants-nothing',
    seam: 'login.accepts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'window-for-every-address',
    clause: 'icewarp.pop-before-smtp.same-ip-only',
    seam: 'pop-window.key',
    replace: () => () => 'everybody',
  }),
  saboteur({
    id: 'window-for-the-network',
    clause: 'icewarp.pop-before-smtp.same-ip-only',
    seam: 'pop-window.key',
    replace:
      () =>
      ({ address }) =>
        address.replace(/\.\d+$/, ''),
  }),
  saboteur({
    id: 'sessions-start-for-ever',
    clause: 'icewarp.pop-before-smtp.window-expires',
    seam: 'pop-window.is-open',
    replace: () => (logins, key) => logins.has(key),
  }),
  saboteur({
    id: 'session-starts-at-the-end',
    clause: 'icewarp.pop-before-smtp.window-expires',
    seam: 'pop-window.is-open',
    replace: (isOpen) => (logins, key, now, window) => isOpen(logins, key, now, window + 1),
  }),
  saboteur({
    id: 'session-start-shut-early',
    clause: 'icewarp.pop-before-smtp.window-expires',
    seam: 'pop-window.is-open',
    replace: (isOpen) => (logins, key, now, window) => isOpen(logins, key, now, window - 1),
  }),
  saboteur({
    id: 'session-start-renews',
    clause: 'icewarp.pop-before-smtp.window-expires',
    seam: 'pop-window.is-open',
    replace: (isOpen) => (logins, key, now, window) => {
      const open = isOpen(logins, key, now, window)
      if (open) logins.set(key, now)
      return open
    },
  }),
  saboteur({
    id: 'window-asked-at-each-recipient',
    clause: 'icewarp.pop-before-smtp.session-started-in-window',
    seam: 'pop-window.holds',
    replace: () => (_facts, isOpen) => isOpen.now,
  }),
  saboteur({
    id: 'login-reaches-open-sessions',
    clause: 'icewarp.pop-before-smtp.session-started-in-window',
    seam: 'pop-window.holds',
    replace: (holds) => (facts, isOpen, conduct) => isOpen.now || holds(facts, isOpen, conduct),
  }),
  saboteur({
    id: 'window-relays-and-no-more',
    clause: 'icewarp.pop-before-smtp.same-rights-as-auth',
    seam: 'rights.authorize',
    replace: (authorize) => (rights, conduct) => authorize({ ...rights, window: false }, conduct),
  }),
  saboteur({
    id: 'window-does-not-relay',
    clause: 'icewarp.pop-before-smtp.same-rights-as-auth',
    seam: 'relay.suffices',
    replace: (suffices) => (rights) => suffices({ ...rights, window: false }),
  }),
  saboteur({
    id: 'window-for-one-sender',
    clause: 'icewarp.pop-before-smtp.account-not-checked',
    seam: 'pop-window.holds',
    replace: (holds) => (facts, isOpen, conduct) =>
      facts.reversePath?.text === 'alice@local.test' && holds(facts, isOpen, conduct),
  }),
  saboteur({
    id: 'window-opens-when-off',
    clause: 'icewarp.pop-before-smtp.off',
    seam: 'pop-window.is-offered',
    replace: () => () => true,
  }),
  saboteur({
    id: 'window-counts-from-the-first-login',
    clause: 'icewarp.pop-before-smtp.renewed-by-login',
    seam: 'pop-window.open',
    replace: () => (logins, key, at) => {
      if (!logins.has(key)) logins.set(key, at)
    },
  }),
]
