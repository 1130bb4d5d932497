import type { RowsToRead, Tables } from './store.ts'
import { declareTable } from './table.ts'

// Names that an account is subscribed to (RFC 3501 §6.3.6), whether or not folders have them. INBOX is subscribed to
// until it is said not to be.

const subscriptions = declareTable('subscriptions', {
  key: ['text', 'text'],
  columns: { isSubscribed: 'integer' },
})

/** How many names an account is subscribed to at most. */
const mostNames = 10_000

const inbox = 'INBOX'

export function subscribedNames(account: string, table: RowsToRead): readonly string[] {
  const rows = table(subscriptions).list([account])
  const names = rows.filter(([, { isSubscribed }]) => isSubscribed === 1).map(([name]) => name)
  return table(subscriptions).get([account, inbox]) ? names : [inbox, ...names]
}

/** @returns whether there was room for another name */
export function subscribe(account: string, name: string, table: Tables): boolean {
  if (subscribedNames(account, table).length >= mostNames) return false
  table(subscriptions).put([account, name], { isSubscribed: 1 })
  return true
}

export function unsubscribe(account: string, name: string, table: Tables): void {
  if (name === inbox) table(subscriptions).put([account, name], { isSubscribed: 0 })
  else table(subscriptions).delete([account, name])
}
