import { expect, test } from 'vitest'
import { ioOf } from './io.ts'
import { createProgress } from './progress.ts'

function written(terminal: boolean, env: Readonly<Record<string, string>> = {}): string {
  let text = ''
  let now = 0
  const io = ioOf({ out: (said) => void (text += said), err: () => {}, terminal, env })
  const progress = createProgress(io, 90, () => now)
  now = 2000
  progress.told('relay/one', 'conforms')
  now = 4000
  progress.told('relay/two', 'violates')
  progress.ended()
  return text
}

test('a terminal has one line that is rewritten, and keeps what does not conform', () => {
  const clear = '\r\u001b[2K'
  expect(written(true)).toBe(
    `${clear}   1/90  about 2 min 58 s left  relay/one` +
      `${clear}✗ violates      relay/two\n   2/90  about 2 min 56 s left  relay/two` +
      clear,
  )
})

test.each([
  ['a pipe', false, {}],
  ['CI', true, { CI: 'true' }],
])('%s has a plain line for each scenario', (_, terminal, env) => {
  expect(written(terminal, env)).toBe('   1/90  conforms      relay/one\n   2/90  violates      relay/two\n')
})
