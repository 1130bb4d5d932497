import { expect, test } from 'vitest'
import { reachedIn } from './ports.ts'

const mx = { host: '127.78.0.1', port: 25, tls: 'starttls' } as const

test('a story that is not about STARTTLS goes over to TLS where the server needs it', () => {
  expect(reachedIn({ uses: ['sink'] }, mx)).toEqual(mx)
})

test('a story about STARTTLS begins in the clear, and behind implicit TLS where that is the way in', () => {
  expect(reachedIn({ uses: ['tls'] }, mx)).toEqual({ ...mx, tls: 'none' })
  const submissions = { ...mx, port: 465, tls: 'implicit' } as const
  expect(reachedIn({ uses: ['tls'] }, submissions)).toEqual(submissions)
})
