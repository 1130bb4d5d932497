import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults that heed what no story is about: only a disturbance shows them. */
export const unheededSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'rate-of-the-name-in-ehlo',
    clause: 'kerio.rate.per-hour',
    noticedBy: 'another-helo-each-session',
    seam: 'rate.key',
    replace: (keyOf) => (facts) => `${keyOf(facts)} ${facts.hello}`,
  }),
  saboteur({
    id: 'grey-list-of-the-name-in-ehlo',
    clause: 'commgate.greylist.retry-accepted',
    noticedBy: 'another-helo-each-session',
    seam: 'greylist.attempt',
    replace: (keyOf) => (facts) => `${keyOf(facts)} ${facts.hello}`,
  }),
  saboteur({
    id: 'one-rate-for-one-name-in-ehlo',
    clause: 'ics.rate.counted-per-ip',
    noticedBy: 'same-helo-for-all',
    seam: 'rate.key',
    replace: (keyOf) => (facts) => facts.hello ?? keyOf(facts),
  }),
  saboteur({
    id: 'mail-begins-anew-within-mail',
    clause: 'icewarp.pop-before-smtp.pop-login-grants',
    noticedBy: 'mail-within-mail',
    seam: 'command.state',
    replace: () => (verb, state) => (verb === 'MAIL' && state.at !== 'connected' ? { at: 'greeted' } : state),
  }),
]
