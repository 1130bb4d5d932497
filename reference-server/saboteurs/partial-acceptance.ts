import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults of a server that refuses a recipient and delivers to it all the same. */
export const partialAcceptanceSaboteurs: readonly Saboteur[] = [
  ...(
    [
      'kerio.relay.remote-only-authorized',
      'imail.relay.unlisted-refused',
      'imail.relay.none',
      'ics.sender.auth-required-otherwise',
      'commgate.smtp.auth-on',
      'icewarp.pop-before-smtp.pop-login-grants',
    ] as const
  ).map((clause) =>
    saboteur({
      id: `${clause.replaceAll('.', '-')}-delivers-beside-a-good-recipient`,
      clause,
      seam: 'recipient.joins',
      replace:
        () =>
        ({ permitted, others }) =>
          permitted || others > 0,
    }),
  ),
  ...(
    [
      'kerio.relay.remote-only-authorized',
      'imail.relay.unlisted-refused',
      'imail.relay.none',
      'ics.sender.greylist-otherwise',
      'commgate.greylist.first-attempt',
      'ics.sender.auth-required-otherwise',
      'commgate.smtp.auth-on',
      'icewarp.pop-before-smtp.pop-login-grants',
    ] as const
  ).map((clause) =>
    saboteur({
      id: `${clause.replaceAll('.', '-')}-delivers-what-is-sent-all-the-same`,
      clause,
      seam: 'recipient.joins',
      replace: () => () => true,
    }),
  ),
]
