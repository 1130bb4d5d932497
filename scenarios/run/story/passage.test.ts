import { expect, test } from 'vitest'
import { createRecorder } from '../../evidence/recorder.ts'
import { keptOf } from '../../evidence/bounds.ts'
import { passageOf } from './passage.ts'

const mail = { from: 'eve@elsewhere.test', to: 'bob@local.test' }

function recorded(...spoken: readonly string[]) {
  const recorder = createRecorder(() => 0)
  const tap = recorder.opens({ client: 'laptop', service: 'mx', source: '203.0.113.10' })
  tap.line('S', '220 mx\r\n')
  for (const line of spoken) tap.line(line.startsWith('C') ? 'C' : 'S', `${line.slice(3)}\r\n`)
  return { recorder, tap }
}

const both = [
  'C: MAIL FROM:<Eve@elsewhere.test>',
  'S: 250 ok',
  'C: RCPT TO:<bob@local.test>',
  'S: 550 no',
  'C: RCPT TO:<carol@local.test>',
  'S: 250 ok',
  'C: DATA',
  'S: 354 go',
  'C: .',
  'S: 250 ok',
]

test('a message is due for those who were accepted, and may come to those who were refused', () => {
  const { recorder } = recorded(...both)
  expect(passageOf(recorder, { ...mail, to: 'carol@local.test' })).toEqual({ handedOver: true, due: 1 })
  expect(passageOf(recorder, mail)).toEqual({ handedOver: true, due: 0 })
})

test('a message that no client sent DATA for is not on its way', () => {
  const { recorder } = recorded(...both.slice(0, 4))
  expect(passageOf(recorder, mail)).toEqual({ handedOver: false, due: 0 })
})

test('in a session that was too long to be kept, anything may have gone over', () => {
  const { recorder, tap } = recorded()
  for (let count = 0; count <= keptOf.sessionLines; count++) tap.line('C', 'NOOP\r\n')
  expect(passageOf(recorder, mail)).toEqual({ handedOver: true, due: 0 })
})
