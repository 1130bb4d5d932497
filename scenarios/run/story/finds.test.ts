import { expect, test } from 'vitest'
import { buildMessage } from '#clients'
import { hasFields } from './finds.ts'

const built = (from: string) => buildMessage({ from, to: 'bob@local.test', now: 0, token: 'one' })

test.each(['eve@elsewhere.test', ''])(
  'a message is found by the envelope it was sent with: from <%s>',
  (from) => {
    expect(hasFields(built(from), { from, to: 'bob@local.test' })).toBe(true)
    expect(hasFields(built(from), { from: 'max@elsewhere.test', to: 'bob@local.test' })).toBe(false)
  },
)
