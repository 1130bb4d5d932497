import type { Seams } from '../seams.ts'
import { saboteur, type Saboteur, type SaboteurOf } from './saboteur.ts'

type MailboxMoment = Parameters<Seams['mailbox.is-login']>[0]

/** What two products say alike about POP before SMTP. */
const products = [
  {
    product: 'kerio',
    grants: 'kerio.relay.pop3-grant',
    lasts: 'kerio.relay.pop3-window',
    isForItsAddress: 'kerio.relay.pop3-ip-only',
    failed: 'kerio.relay.pop3-failed-login',
  },
  {
    product: 'icewarp',
    grants: 'icewarp.pop-before-smtp.pop-login-grants',
    lasts: 'icewarp.pop-before-smtp.window-expires',
    isForItsAddress: 'icewarp.pop-before-smtp.same-ip-only',
    failed: 'icewarp.pop-before-smtp.failed-login-grants-nothing',
  },
] as const

/** A fault in what counts as a login: something more, or something less. */
const countingAlso = (
  id: string,
  clause: string,
  also: (moment: MailboxMoment) => boolean,
): SaboteurOf<'mailbox.is-login'> =>
  saboteur({
    id,
    clause,
    seam: 'mailbox.is-login',
    replace: (isLogin) => (moment) => isLogin(moment) || also(moment),
  })

const countingNo = (
  id: string,
  clause: string,
  leftOut: (moment: MailboxMoment) => boolean,
): SaboteurOf<'mailbox.is-login'> =>
  saboteur({
    id,
    clause,
    seam: 'mailbox.is-login',
    replace: (isLogin) => (moment) => isLogin(moment) && !leftOut(moment),
  })

const byChallenge = ({ sent }: MailboxMoment): boolean => 'answer' in sent

/** Faults in which logins open the window of an address. */
const loginForms = products.flatMap(({ product, grants, failed }): readonly Saboteur[] => [
  countingNo(`${product}-logins-within-tls-open-nothing`, grants, ({ secure }) => secure),
  countingNo(
    `${product}-sasl-logins-open-nothing`,
    grants,
    ({ sent }) => sent.mechanism !== undefined && !('answer' in sent),
  ),
  countingNo(`${product}-challenged-logins-open-nothing`, grants, byChallenge),
  countingNo(
    `${product}-apop-opens-nothing`,
    grants,
    (moment) => byChallenge(moment) && moment.sent.mechanism === undefined,
  ),
  countingAlso(
    `${product}-failed-challenge-opens-the-window`,
    failed,
    (moment) => moment.what === 'refused-login' && byChallenge(moment),
  ),
  countingAlso(
    `${product}-failed-plain-login-opens-the-window`,
    failed,
    ({ what, sent }) => what === 'refused-login' && sent.mechanism !== undefined,
  ),
  saboteur({
    id: `${product}-first-eight-characters-open-the-window`,
    clause: failed,
    seam: 'login.compared-password',
    replace: () => (password) => password.slice(0, 8),
  }),
  saboteur({
    id: `${product}-password-in-any-case-opens-the-window`,
    clause: failed,
    seam: 'login.compared-password',
    replace: () => (password) => password.toLowerCase(),
  }),
  saboteur({
    id: `${product}-password-with-more-opens-the-window`,
    clause: failed,
    seam: 'login.compared-password',
    replace: () => (password) => password.replace(/x$/, ''),
  }),
  saboteur({
    id: `${product}-anybodys-password-opens-the-window`,
    clause: failed,
    seam: 'login.accepts',
    replace: (accepts) => {
      const known = new Set<string>()
      return (login) => {
        const accepted = accepts(login)
        if (!('password' in login.sent)) return accepted
        if (accepted) known.add(login.sent.password)
        return known.has(login.sent.password)
      }
    },
  }),
  saboteur({
    id: `${product}-empty-password-opens-the-window`,
    clause: failed,
    seam: 'login.accepts',
    replace: (accepts) => (login) =>
      accepts(login) || ('password' in login.sent && login.sent.password === ''),
  }),
  saboteur({
    id: `${product}-acting-as-another-opens-the-window`,
    clause: failed,
    seam: 'login.accepts',
    replace: (accepts) => (login) => accepts({ ...login, mayAct: true }),
  }),
])

/** Of a maildrop in use the credentials were right: only the maildrop was not to be had. */
const inUse = products.map(({ product, failed }) => {
  let right = new Set<string>()
  return saboteur({
    id: `${product}-maildrop-in-use-opens-the-window`,
    clause: failed,
    seam: 'mailbox.is-login',
    replace: (isLogin) => {
      right = new Set()
      return (moment) => {
        if (!('password' in moment.sent)) return isLogin(moment)
        if (moment.what === 'login') right.add(moment.sent.password)
        return isLogin(moment) || (moment.what === 'refused-login' && right.has(moment.sent.password))
      }
    },
  })
})

/** Faults in how long a window lasts, and what ends or renews it. */
const between = products.flatMap(({ product, grants, lasts }): readonly Saboteur[] => [
  countingAlso(`${product}-goodbye-renews-the-window`, lasts, ({ what }) => what === 'goodbye'),
  countingAlso(`${product}-reading-renews-the-window`, lasts, ({ what }) => what === 'command'),
  saboteur({
    id: `${product}-remembers-three-addresses`,
    clause: grants,
    seam: 'pop-window.open',
    replace: (open) => {
      const keys: string[] = []
      return (logins, key, at) => {
        open(logins, key, at)
        if (!keys.includes(key)) keys.push(key)
        const forgotten = keys.length > 3 ? keys.shift() : undefined
        if (forgotten !== undefined) logins.delete(forgotten)
      }
    },
  }),
  saboteur({
    id: `${product}-any-change-closes-windows`,
    clause: lasts,
    seam: 'pop-window.is-offered',
    replace: (isOffered) => {
      let first: Parameters<typeof isOffered>[0] | undefined
      return (policy) => isOffered(policy) && (first ??= policy) === policy
    },
  }),
  saboteur({
    id: `${product}-first-window-length-stays`,
    clause: lasts,
    seam: 'pop-window.is-open',
    replace: (isOpen) => {
      let first: number | undefined
      return (logins, key, now, window) => isOpen(logins, key, now, (first ??= window))
    },
  }),
  saboteur({
    id: `${product}-window-of-half-an-hour-at-most`,
    clause: lasts,
    seam: 'pop-window.is-open',
    replace: (isOpen) => (logins, key, now, window) =>
      isOpen(logins, key, now, Math.min(window, 30 * 60_000)),
  }),
])

/** Faults in whose window it is, and where it counts. */
const everywhere = products.flatMap(({ product, grants, isForItsAddress }): readonly Saboteur[] => [
  saboteur({
    id: `${product}-ipv6-windows-are-shared`,
    clause: isForItsAddress,
    seam: 'pop-window.key',
    replace: (key) => (facts) => key(facts).replace(/(?<=::)[\da-f]{1,4}$/, ''),
  }),
  saboteur({
    id: `${product}-ipv6-opens-no-window`,
    clause: grants,
    seam: 'pop-window.holds',
    replace: (holds) => (facts, isOpen, conduct) =>
      !facts.address.includes(':') && holds(facts, isOpen, conduct),
  }),
  saboteur({
    id: `${product}-window-on-port-25-alone`,
    clause: grants,
    seam: 'pop-window.holds',
    replace: (holds) => (facts, isOpen, conduct) => facts.port === 25 && holds(facts, isOpen, conduct),
  }),
  saboteur({
    id: `${product}-window-not-on-465`,
    clause: grants,
    seam: 'pop-window.holds',
    replace: (holds) => (facts, isOpen, conduct) => facts.port !== 465 && holds(facts, isOpen, conduct),
  }),
  saboteur({
    id: `${product}-window-for-whoever-has-its-name`,
    clause: isForItsAddress,
    seam: 'pop-window.holds',
    replace: (holds) => {
      const names = new Set<string | undefined>()
      return (facts, isOpen, conduct) => {
        const held = holds(facts, isOpen, conduct)
        if (held) names.add(facts.hello)
        return names.has(facts.hello)
      }
    },
  }),
])

/** Faults in IMAP logins, where they count. */
const imap = [
  countingNo(
    'imaps-opens-nothing',
    'icewarp.pop-before-smtp.imap-login-grants',
    ({ protocol, secure }) => protocol === 'imap' && secure,
  ),
  countingNo(
    'authenticate-opens-nothing',
    'icewarp.pop-before-smtp.imap-login-grants',
    ({ protocol, sent }) => protocol === 'imap' && sent.mechanism !== undefined,
  ),
  countingNo(
    'imap-challenge-opens-nothing',
    'icewarp.pop-before-smtp.imap-login-grants',
    (moment) => moment.protocol === 'imap' && byChallenge(moment),
  ),
  countingAlso(
    'failed-imap-login-opens-the-window',
    'icewarp.pop-before-smtp.failed-login-grants-nothing',
    ({ what, protocol }) => what === 'refused-login' && protocol === 'imap',
  ),
  countingAlso(
    'logout-renews-the-window',
    'icewarp.pop-before-smtp.window-expires',
    ({ what, protocol }) => what === 'goodbye' && protocol === 'imap',
  ),
]

export const windowSaboteurs: readonly Saboteur[] = [
  ...loginForms,
  ...inUse,
  ...between,
  ...everywhere,
  ...imap,
]
