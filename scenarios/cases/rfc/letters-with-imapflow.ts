import { outside, rfcScenario } from '#dsl'

export const sameForAnotherProgram = rfcScenario('rfc/letter-is-the-same-for-imapflow', {
  title: 'What imapflow reads over IMAP is what was sent',
  clauses: ['rfc5321.characters-kept', 'rfc5321.return-path'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const body = ['.', 'a tab\tand a blank at the end ', '', 'From the beginning', '', '']
    const mail = { from: 'eve@elsewhere.test', to: bob.address, body, fields: ['X-Folded: one,\n\ttwo'] }
    claim(await visitor.sends(mail)).isAccepted()
    const letter = await visitor.readsWith('imapflow', mail, { in: bob })
    claim(letter, 'rfc5321.characters-kept').isUnchanged()
    claim(letter, 'rfc5321.return-path').hasHeader('Return-Path', '<eve@elsewhere.test>', 'only')
  },
})
