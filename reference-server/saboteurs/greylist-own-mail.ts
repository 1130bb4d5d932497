import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in what the grey list leaves alone: mail of our own users, and mail without a mailbox. */
export const greylistOwnMailSaboteurs: readonly Saboteur[] = [
  ...(['commgate.greylist.authenticated-passes', 'ics.sender.greylist-authenticated-passes'] as const).map(
    (clause) =>
      saboteur({
        id: `${clause.split('.')[0]}-greylist-keeps-users-waiting`,
        clause,
        seam: 'greylist.spares',
        replace: (spares) => (rights, conduct) => spares({ ...rights, authenticated: false }, conduct),
      }),
  ),
  ...(
    ['commgate.greylist.unknown-recipient-refused', 'ics.sender.greylist-unknown-recipient-refused'] as const
  ).map((clause) =>
    saboteur({
      id: `${clause.split('.')[0]}-greylist-puts-unknown-recipients-off`,
      clause,
      seam: 'recipient.is-known',
      replace: () => () => true,
    }),
  ),
  saboteur({
    id: 'greylist-keeps-outgoing-mail-waiting',
    clause: 'commgate.greylist.outgoing-passes',
    seam: 'greylist.guards',
    replace: () => () => true,
  }),
]
