import type { Client } from '#dsl'
import { finds as findsIn } from '../finds.ts'
import type { RoleParts } from '../reach.ts'
import type { Verb } from '../verb.ts'
import { accountIn, messageIn } from '../words.ts'

export const finds: Verb<RoleParts, Client['finds']> = {
  write: ([{ from, to }, { in: account }]) => ({ from, to, in: account.address }),
  read: (words) => [messageIn(words, 'in', 'read'), { in: accountIn(words, 'in') }],
  does: (parts, [message, { in: account }]) => findsIn(parts, message, account),
}
