import { compileAddressList } from '../policy/addresses/address-list.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults that heed what no story is about: only a disturbance shows them. */
export const unheededSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'grey-list-of-the-name-in-ehlo',
    clause: 'commgate.greylist.retry-accepted',
    noticedBy: 'another-helo-each-session',
    seam: 'greylist.attempt',
    replace: (keyOf) => (facts) => `${keyOf(facts)} ${facts.hello}`,
  }),
  saboteur({
    id: 'one-server-for-one-name-in-ehlo',
    clause: 'commgate.greylist.validated-server',
    noticedBy: 'same-helo-for-all',
    seam: 'greylist.server',
    replace: (keyOf) => (facts) => facts.hello ?? keyOf(facts),
  }),
  saboteur({
    id: 'literal-in-ehlo-is-exempt',
    clause: 'kerio.rate.sliding-hour',
    noticedBy: 'helo-is-an-address-literal',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) =>
      facts.hello?.startsWith('[') === true || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: 'mail-begins-anew-within-mail',
    clause: 'icewarp.pop-before-smtp.pop-login-grants',
    noticedBy: 'mail-within-mail',
    seam: 'command.state',
    replace: () => (verb, state) => (verb === 'MAIL' && state.at !== 'connected' ? { at: 'greeted' } : state),
  }),
  saboteur({
    id: 'unknown-verb-ends-the-session',
    clause: 'kerio.rate.per-hour',
    noticedBy: 'unknown-verb-before-mail',
    seam: 'command.verb-meant',
    replace: (meant) => (sent) => (sent === 'XYZZY' ? 'QUIT' : meant(sent)),
  }),
  saboteur({
    id: 'rate-on-port-25-only',
    clause: 'ics.rate.counted-per-ip',
    noticedBy: 'port-465',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) => facts.port !== 25 || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: 'rate-of-each-port',
    clause: 'ics.rate.counted-per-ip',
    noticedBy: 'port-465-by-turns',
    seam: 'rate.key',
    replace: (keyOf) => (facts) => `${keyOf(facts)} ${facts.port}`,
  }),
  saboteur({
    id: 'grey-list-of-each-port',
    clause: 'commgate.greylist.early-retry',
    noticedBy: 'port-587-by-turns',
    seam: 'greylist.attempt',
    replace: (keyOf) => (facts) => `${keyOf(facts)} ${facts.port}`,
  }),
  saboteur({
    id: 'ipv6-is-trusted',
    clause: 'imail.relay.unlisted-refused',
    noticedBy: 'ipv6-for-outsiders',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => address.includes(':') || trusts(list, address),
  }),
  saboteur({
    id: 'window-of-a-whole-64',
    clause: 'icewarp.pop-before-smtp.account-not-checked',
    noticedBy: 'ipv6-for-outsiders',
    seam: 'pop-window.key',
    replace:
      () =>
      ({ address }) =>
        address.replace(/::.*$/, '::'),
  }),
  saboteur({
    id: 'lists-hold-no-ipv6',
    clause: 'icewarp.trusted-ips.single-address',
    noticedBy: 'ipv6-for-all',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => !address.includes(':') && trusts(list, address),
  }),
  saboteur({
    id: 'null-reverse-path-is-free',
    clause: 'kerio.rate.excess-discarded',
    noticedBy: 'null-reverse-path',
    seam: 'rate.is-exempt',
    replace: (isExempt) => (facts, rights, policy) =>
      facts.reversePath === null || isExempt(facts, rights, policy),
  }),
  saboteur({
    id: 'any-postmaster-is-local',
    clause: 'icewarp.pop-before-smtp.same-ip-only',
    noticedBy: 'postmaster-of-a-foreign-domain',
    seam: 'relay.is-local',
    replace: (isLocal) => (path, policy) => path.localPart === 'postmaster' || isLocal(path, policy),
  }),
  saboteur({
    id: 'beginning-of-a-password-will-do',
    clause: 'kerio.relay.failed-auth-overrides-ip',
    noticedBy: 'wrong-password-is-longer',
    seam: 'login.accepts',
    replace: (accepts) => {
      let right: string | undefined
      return (login) => {
        const shown = 'password' in login.sent ? login.sent.password : undefined
        if (login.matches) right ??= shown
        return accepts(login) || (right !== undefined && shown?.startsWith(right) === true)
      }
    },
  }),
  saboteur({
    id: 'lines-that-begin-with-a-dot-are-lost',
    clause: 'kerio.rate.per-hour',
    noticedBy: 'sixty-lines-with-dots',
    seam: 'message.kept',
    replace: () => (pieces) => [
      Buffer.from(
        Buffer.concat(pieces)
          .toString('latin1')
          .replaceAll(/^\..*\r\n/gm, ''),
        'latin1',
      ),
    ],
  }),
  saboteur({
    id: 'forty-recipients-suffice-to-relay',
    clause: 'kerio.relay.remote-only-authorized',
    noticedBy: 'many-good-recipients-first',
    seam: 'reply.given',
    replace: (given) => {
      let accepted = 0
      return (due) => {
        if (due === 'recipientOk') accepted++
        return given(due === 'relayDenied' && accepted > 40 ? 'recipientOk' : due)
      }
    },
  }),
  saboteur({
    id: 'whoever-logs-in-acts-as-anyone',
    clause: 'kerio.relay.failed-auth-overrides-ip',
    noticedBy: 'wrong-login-acts-as-another',
    seam: 'login.accepts',
    replace:
      () =>
      ({ matches }) =>
        matches,
  }),
  saboteur({
    id: 'refused-message-ends-the-login',
    clause: 'kerio.relay.smtp-auth',
    noticedBy: 'message-refused-first',
    seam: 'session.standing-after',
    replace: (standingAfter) => (standing, answer, command) => {
      const after = standingAfter(standing, answer, command)
      const isRefused = /^DATA$/i.test(command.trim()) && answer.reply.startsWith('5')
      return isRefused ? { ...after, account: undefined } : after
    },
  }),
  saboteur({
    id: 'who-goes-on-after-a-refusal-is-trusted',
    clause: 'kerio.relay.pop3-window',
    noticedBy: 'going-on-after-a-refusal',
    seam: 'session.standing-after',
    replace: (standingAfter) => {
      const refused = new Set<unknown>()
      const trusted = new Set<string>()
      return (standing, answer, command) => {
        const after = standingAfter(standing, answer, command)
        const { session, address } = after
        if (/^RCPT/i.test(command) && answer.reply.startsWith('5')) refused.add(session)
        if (/^DATA/i.test(command) && answer.reply.startsWith('250') && refused.has(session))
          trusted.add(address)
        return trusted.has(address) ? { ...after, account: 'extra@local.test' } : after
      }
    },
  }),
  saboteur({
    id: 'window-of-a-whole-24',
    clause: 'kerio.relay.pop3-window',
    noticedBy: 'mailboxes-open-beside',
    seam: 'pop-window.key',
    replace:
      () =>
      ({ address }) =>
        address.replace(/\.\d+$/, '.0'),
  }),
  saboteur({
    id: 'only-the-first-entry-of-a-list-counts',
    clause: 'icewarp.trusted-ips.no-auth-needed',
    noticedBy: 'nobody-first-in-lists',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(compileAddressList(list.patterns.slice(0, 1)), address),
  }),
]
