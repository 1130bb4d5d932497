import { expect, test } from 'vitest'
import { pop3Login, smtpLogin } from './login.ts'

const where = { line: 3, when: { notBefore: 1, notAfter: 2 } }
const session = { id: 'laptop#1' }

test('AUTH succeeds by 235 alone', () => {
  expect(smtpLogin(session, { reply: { code: 235, status: '2.7.0', text: ['welcome'] }, ...where })).toEqual({
    kind: 'login',
    session: 'laptop#1',
    succeeded: true,
    said: '235 2.7.0 welcome',
    code: 235,
    ...where,
  })
  expect(smtpLogin(session, { reply: { code: 250, text: ['ok'] }, ...where })).toMatchObject({
    succeeded: false,
  })
})

test('a lost AUTH is a lost login', () => {
  expect(smtpLogin(session, { lost: true, why: 'gone', ...where })).toMatchObject({
    succeeded: false,
    said: 'gone',
    lost: true,
  })
})

test('a POP3 login is what its answer says', () => {
  expect(pop3Login(session, { ok: false, said: '-ERR [AUTH] no', ...where })).toEqual({
    kind: 'login',
    session: 'laptop#1',
    succeeded: false,
    said: '-ERR [AUTH] no',
    ...where,
  })
})
