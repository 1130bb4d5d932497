import type { SmtpCredentials } from '#clients'
import { failsOften, nobodyFails } from '../../dependences.ts'
import { disturbance } from '../../disturbance.ts'
import { withAccount } from '../../steps.ts'

export const longerPassword = disturbance('wrong-password-is-longer', {
  why: 'A password with a letter more is wrong, however many of its letters are right.',
  meddlesWith: [],
  unless: [nobodyFails],
  wrong: (own) => ({ ...own, password: `${own.password}x` }),
})

export const shorterPassword = disturbance('wrong-password-is-shorter', {
  why: 'The beginning of a password is not the password.',
  meddlesWith: [],
  unless: [nobodyFails],
  wrong: (own) => ({ ...own, password: own.password.slice(0, -1) }),
})

export const passwordInOtherCase = disturbance('wrong-password-in-other-case', {
  why: 'Letter case counts in a password.',
  meddlesWith: [],
  unless: [nobodyFails],
  wrong: (own) => ({ ...own, password: own.password.replaceAll(/[a-z]/gi, otherCase) }),
})

const otherCase = (letter: string): string =>
  letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()

export const anothersPassword = disturbance('wrong-password-is-anothers', {
  why: 'The password of one account opens no other.',
  meddlesWith: [],
  unless: [nobodyFails],
  head: withAccount('extra@local.test'),
  wrong: (own, [other]) => ({ ...own, password: other?.password ?? '' }),
})

export const emptyPassword = disturbance('wrong-password-is-empty', {
  why: 'No password at all is a wrong password.',
  meddlesWith: [],
  unless: [nobodyFails],
  wrong: (own) => ({ ...own, password: '' }),
})

export const failsTwice = disturbance('each-failed-login-twice', {
  why: 'A login that fails once more is only one more that fails.',
  meddlesWith: ['limits.failedCommands', 'auth.failureDelay'],
  unless: [failsOften, nobodyFails],
  around: async ({ verb, given }, goes) => {
    const isWrong = verb === 'failsToLogIn' || given.some(hasWrongPassword)
    if (isWrong) await goes()
    return goes()
  },
})

const hasWrongPassword = (argument: unknown): boolean =>
  typeof argument === 'object' && argument !== null && 'password' in argument

export const maildropInUse = disturbance('failed-login-finds-maildrop-in-use', {
  why: 'A login that is refused since another session has the maildrop is a login that failed (RFC 1939 §4).',
  meddlesWith: [],
  unless: [nobodyFails],
  fills: ['wrong'],
  head: (scenario) => ({ ...scenario, clients: { ...scenario.clients, holder: { from: 'outside' } } }),
  around: async ({ actor, verb, given: [service, account] }, goes, { clients }) => {
    const { holder, [actor]: client } = clients
    if (verb !== 'failsToLogIn' || service !== 'pop3' || !holder || !client || !isAccount(account))
      return goes()
    const held = await holder.opens('pop3')
    await held.logsIn(account)
    const refused = await client.opens('pop3')
    const login = await refused.logsIn(account)
    await refused.quits()
    await held.quits()
    return login
  },
})

const isAccount = (value: unknown): value is { readonly address: string } =>
  typeof value === 'object' && value !== null && 'address' in value

export const foreignIdentity = disturbance('wrong-login-acts-as-another', {
  why: 'The right password of one account opens no other, which it asks to act as (RFC 4616 §2).',
  meddlesWith: [],
  unless: [nobodyFails],
  head: withAccount('extra@local.test'),
  wrong: (own, [other = own]) => ({ ...other, actsAs: own.login }),
  manners: {
    auth: (_, said, goes) => goes(actingAs(said)),
    pop3Login: (_, said, goes) => goes(said.actsAs === undefined ? said : { ...said, by: 'PLAIN' }),
    imapLogin: (_, said, goes) => goes(said.actsAs === undefined ? said : { ...said, by: 'PLAIN' }),
  },
})

/** Only PLAIN can say whom to act as. */
const actingAs = (said: SmtpCredentials): SmtpCredentials =>
  said.actsAs === undefined ? said : { ...said, mechanism: 'PLAIN' }
