import { disturbance } from '../../disturbance.ts'
import { withAccount } from '../../steps.ts'

export const openMailboxes = disturbance('mailboxes-open-beside', {
  why: 'That somebody else has a mailbox open gives nobody a right, and is in the way of nobody.',
  meddlesWith: [],
  head: (scenario) => {
    const told = withAccount('extra@local.test')(scenario)
    return { ...told, clients: { ...told.clients, reader: { from: 'outside' } } }
  },
  before: async ({ nth }, { clients: { reader }, accounts: { extra } }) => {
    if (nth > 1 || !reader || !extra) return
    for (const service of ['pop3', 'imap'] as const) {
      const session = await reader.opens(service)
      await session.logsIn(extra)
    }
  },
})
