import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in what a reverse-path has to look like. */
export const senderFormSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'null-sender-is-taken',
    clause: 'imail.sender.refuse-null-on',
    seam: 'sender-form.refuses-null',
    replace: () => () => false,
  }),
  saboteur({
    id: 'null-sender-is-refused-for-good',
    clause: 'imail.sender.refuse-null-on',
    seam: 'sender-form.refuses-null',
    replace: (refuses) => {
      let once = false
      return (facts, policy) => (once ||= refuses(facts, policy))
    },
  }),
  saboteur({
    id: 'null-sender-is-refused-unasked',
    clause: 'imail.sender.refuse-null-off',
    seam: 'sender-form.refuses-null',
    replace: () => () => true,
  }),
  saboteur({
    id: 'reports-of-servers-are-spared',
    clause: 'imail.sender.refuse-null-hits-exchange-postmaster',
    seam: 'sender-form.refuses-null',
    replace: (refuses) => (facts, policy) => refuses(facts, policy) && !facts.hello?.startsWith('exchange.'),
  }),
  saboteur({
    id: 'senders-need-no-host',
    clause: 'imail.sender.check-valid-on',
    seam: 'sender-form.needs-domain',
    replace: () => () => false,
  }),
  saboteur({
    id: 'users-of-this-server-need-no-host',
    clause: 'imail.sender.check-valid-on',
    seam: 'sender-form.needs-domain',
    replace: (needs) => (facts, policy) =>
      needs(facts, policy) && !policy.accounts.has(`${facts.reversePath?.localPart}@local.test`),
  }),
  saboteur({
    id: 'senders-always-need-a-host',
    clause: 'imail.sender.check-valid-off',
    seam: 'sender-form.needs-domain',
    replace: () => () => true,
  }),
  saboteur({
    id: 'null-sender-has-no-form',
    clause: 'imail.sender.check-valid-null-separate',
    seam: 'sender-form.refuses-null',
    replace: () => (_, policy) => policy.sender.requireAddressForm,
  }),
]
