import { compileAddressList } from '../policy/addresses/address-list.ts'
import { upperCase } from '../policy/ascii.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

const auth = ['kerio.relay.smtp-auth', 'commgate.smtp.auth-on', 'icewarp.submission.auth-accepted'] as const

/** Faults in what proves an account, and in how long that lasts. */
const forms = auth.flatMap((clause): readonly Saboteur[] => {
  const [product = ''] = clause.split('.')
  return [
    saboteur({
      id: `${product}-auth-login-takes-any-password`,
      clause,
      seam: 'login.accepts',
      replace: (accepts) => (login) => login.sent.mechanism === 'LOGIN' || accepts(login),
    }),
    saboteur({
      id: `${product}-auth-by-any-answer-to-a-challenge`,
      clause,
      seam: 'login.accepts',
      replace: (accepts) => (login) => 'answer' in login.sent || accepts(login),
    }),
    ...(['PLAIN', 'LOGIN', 'CRAM-MD5'] as const).map((mechanism) =>
      saboteur({
        id: `${product}-auth-by-${mechanism.toLowerCase()}-is-worth-nothing`,
        clause,
        seam: 'login.accepts',
        replace: (accepts) => (login) => login.sent.mechanism !== mechanism && accepts(login),
      }),
    ),
    saboteur({
      id: `${product}-auth-by-the-first-eight-characters`,
      clause,
      seam: 'login.compared-password',
      replace: () => (password) => password.slice(0, 8),
    }),
    saboteur({
      id: `${product}-auth-by-a-password-in-any-case`,
      clause,
      seam: 'login.compared-password',
      replace: () => (password) => password.toLowerCase(),
    }),
    saboteur({
      id: `${product}-auth-by-a-password-and-more`,
      clause,
      seam: 'login.compared-password',
      replace: () => (password) => password.replace(/x$/, ''),
    }),
    saboteur({
      id: `${product}-auth-by-anybodys-password`,
      clause,
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
      id: `${product}-auth-as-anybody`,
      clause,
      seam: 'login.accepts',
      replace: (accepts) => (login) => accepts({ ...login, mayAct: true }),
    }),
    ...(['EHLO', 'RSET', 'DATA', 'BOGUS'] as const).map((forgetting) =>
      saboteur({
        id: `${product}-${forgetting.toLowerCase()}-forgets-auth`,
        clause,
        seam: 'session.standing-after',
        replace: (standingAfter) => (standing, answer, command) => {
          const after = standingAfter(standing, answer, command)
          return verbOf(command) === forgetting ? { ...after, account: undefined } : after
        },
      }),
    ),
  ]
})

/** The verb of a command as it was sent. */
function verbOf(command: string): string {
  return upperCase(command.split(' ', 1)[0] ?? '')
}

const failed = 'kerio.relay.failed-auth-overrides-ip'

/** Faults in what a failed AUTH costs. */
const costs: readonly Saboteur[] = [
  saboteur({
    id: 'cancelled-auth-has-failed',
    clause: failed,
    seam: 'session.standing-after',
    replace: (standingAfter) => (standing, answer, command) => {
      const after = standingAfter(standing, answer, command)
      const cancelled = verbOf(command) === 'AUTH' && answer.reply.startsWith('501')
      return cancelled ? { ...after, authFailed: true } : after
    },
  }),
  ...(['EHLO', 'RSET'] as const).map((forgiving) =>
    saboteur({
      id: `${forgiving.toLowerCase()}-forgives-a-failed-auth`,
      clause: failed,
      seam: 'session.standing-after',
      replace: (standingAfter) => (standing, answer, command) => {
        const after = standingAfter(standing, answer, command)
        return verbOf(command) === forgiving ? { ...after, authFailed: false } : after
      },
    }),
  ),
  saboteur({
    id: 'open-window-survives-a-failed-auth',
    clause: failed,
    seam: 'relay.is-window-cancelled',
    replace: () => () => false,
  }),
]

/** Faults in where the right to relay is asked, and of whom. */
const everywhere: readonly Saboteur[] = [
  saboteur({
    id: 'port-465-relays-for-anyone',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.is-authenticated',
    replace: (isAuthenticated) => (facts) => facts.port === 465 || isAuthenticated(facts),
  }),
  saboteur({
    id: 'port-465-trusts-nobody',
    clause: 'kerio.relay.ip-group',
    seam: 'relay.is-address-cancelled',
    replace: (isCancelled) => (facts, policy) => facts.port === 465 || isCancelled(facts, policy),
  }),
  saboteur({
    id: 'ipv6-is-always-trusted',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => address.includes(':') || trusts(list, address),
  }),
  saboteur({
    id: 'ipv6-is-never-trusted',
    clause: 'kerio.relay.ip-group',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => !address.includes(':') && trusts(list, address),
  }),
  ...([-1, 1] as const).map((more) =>
    saboteur({
      id: more < 0 ? 'ipv6-network-one-bit-short' : 'ipv6-network-one-bit-long',
      clause: 'kerio.relay.ip-group',
      seam: 'relay.trusts',
      replace: (trusts) => (list, address) => {
        const patterns = list.patterns.map((pattern) => {
          if (pattern.form !== 'cidr' || pattern.network.family !== 6) return pattern
          const bits = pattern.bits + more
          const shift = BigInt(128 - bits)
          const value = (pattern.network.value >> shift) << shift
          return { ...pattern, bits, network: { family: 6 as const, value } }
        })
        return trusts(compileAddressList(patterns), address)
      },
    }),
  ),
  saboteur({
    id: 'an-address-in-the-greeting-is-believed',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.is-authenticated',
    replace: (isAuthenticated) => (facts) => facts.hello === '[192.0.2.20]' || isAuthenticated(facts),
  }),
  saboteur({
    id: 'localhost-in-the-greeting-is-believed',
    clause: 'kerio.relay.remote-only-authorized',
    seam: 'relay.is-authenticated',
    replace: (isAuthenticated) => (facts) => facts.hello === 'localhost' || isAuthenticated(facts),
  }),
]

export const authSaboteurs: readonly Saboteur[] = [...forms, ...costs, ...everywhere]
