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
    id: 'mail-begins-anew-within-mail',
    clause: 'icewarp.pop-before-smtp.pop-login-grants',
    noticedBy: 'mail-within-mail',
    seam: 'command.state',
    replace: () => (verb, state) => (verb === 'MAIL' && state.at !== 'connected' ? { at: 'greeted' } : state),
  }),
]
