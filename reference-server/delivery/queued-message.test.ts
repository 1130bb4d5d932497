import { expect, test } from 'vitest'
import { deliverySeams } from './seams.ts'
import { newMessage } from './queued-message.ts'

test('what is kept of a message keeps no other memory', () => {
  const { octets } = newMessage(
    {
      id: 'a',
      origin: { door: 'report' },
      envelope: { reversePath: null, forwardPaths: [] },
      message: { octets: Buffer.from('Subject: tea\r\n\r\nat five\r\n'), traceOctets: 0 },
      acceptedAt: 0,
      marks: {},
    },
    deliverySeams,
  )
  expect(octets.toString()).toBe('Return-Path: <>\r\nSubject: tea\r\n\r\nat five\r\n')
  expect(octets.buffer.byteLength).toBe(octets.length)
})
