import { outside, rfcScenario } from '#dsl'

export const sameOverImap = rfcScenario('rfc/letter-is-the-same-over-imap', {
  title: 'A mailbox holds the same octets for IMAP as for POP3',
  clauses: ['rfc5321.characters-kept', 'rfc5321.return-path'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const body = ['.', 'a tab\tand a blank at the end ', '', 'From the beginning', '', '']
    const mail = { from: 'eve@elsewhere.test', to: bob.address, body, fields: ['X-Folded: one,\n\ttwo'] }
    claim(await visitor.sends(mail)).isAccepted()
    for (const place of [{ in: bob }, { in: bob, folder: 'INBOX' }]) {
      const letter = await visitor.reads(mail, place)
      claim(letter, 'rfc5321.characters-kept').isUnchanged()
      claim(letter, 'rfc5321.return-path').hasHeader('Return-Path', '<eve@elsewhere.test>', 'only')
    }
  },
})
