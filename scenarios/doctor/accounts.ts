import type { Login, Service } from '#evidence'
import {
  approaches,
  imapLogin,
  openImap,
  openPop3,
  openSmtp,
  pop3Login,
  smtpLogin,
  type Address,
  type SmtpSession,
} from '#clients'
import { nobodysPassword } from '../evidence/passwords.ts'
import { createRecorder } from '../evidence/recorder.ts'
import { services, speaks } from '../evidence/services.ts'
import type { TargetFile } from '../targets/remote/file.ts'
import { deadlinesOf } from '../targets/remote/target.ts'
import { valueAt } from '../targets/remote/vouches.ts'
import type { Deadlines } from '../targets/target.ts'
import type { DoctorParts, Finding } from './doctor.ts'
import { addressOf } from './services.ts'

interface Credentials {
  readonly login: string
  readonly password: string
}

/**
 * Logs in to every account over every service there is, and once with a wrong password. Where a login may open the door
 * for this address, one over SMTP will do.
 */
export async function* accountFindings(
  { file, secretOf }: DoctorParts,
  reached: ReadonlySet<string>,
): AsyncGenerator<Finding> {
  for (const [name, { address, username = address, passwordEnv }] of Object.entries(file.accounts)) {
    const place = `accounts.${name}`
    const password = secretOf(passwordEnv)
    if (!password) {
      yield {
        place,
        ok: false,
        text: `the environment variable ${passwordEnv} is not set: set it to the password of ${address}`,
      }
      continue
    }
    yield { place, ...(await logins(file, reached, { login: username, password })) }
  }
}

async function logins(
  file: TargetFile,
  reached: ReadonlySet<string>,
  { login, password }: Credentials,
): Promise<Omit<Finding, 'place'>> {
  const worked: Service[] = []
  const spared: Service[] = []
  for (const service of services) {
    const address = addressOf(file, service)
    if (!address || !reached.has(service)) continue
    if (isMailbox(service) && worked.length > 0 && mayOpenTheDoor(file)) {
      spared.push(service)
      continue
    }
    const deadlines = deadlinesOf(file)
    const outcome = await tries(service, address, { login, password, deadlines })
    // A server may well offer no login where mail comes in from strangers.
    if (outcome === 'not offered') continue
    if (!outcome.succeeded) {
      return {
        ok: false,
        text: `cannot log in over ${service} as ${login} (${outcome.said}): correct username or the password`,
      }
    }
    if (worked.length === 0) {
      const wrong = await tries(service, address, { login, password: nobodysPassword, deadlines })
      if (wrong !== 'not offered' && wrong.succeeded) {
        return { ok: false, text: `${service} lets ${login} in with a wrong password: correct the server` }
      }
      if (wrong !== 'not offered' && wrong.lost && !wrong.closed) {
        return {
          ok: false,
          text: `cannot tell whether ${service} accepts a wrong password (${wrong.said}): see the log of the server`,
        }
      }
    }
    worked.push(service)
  }
  if (worked.length === 0) {
    return {
      ok: false,
      text: 'no listed service accepts logins: list pop3, imap or submission, or remove the account',
    }
  }
  const refused = `logs in as ${login} over ${worked.join(', ')}; a wrong password is refused`
  if (spared.length > 0) {
    return {
      ok: true,
      text: `${refused}; ${spared.join(', ')} not tried, because POP before SMTP may be on there`,
    }
  }
  const known = worked.some(isMailbox) && mayOpenTheDoor(file)
  return {
    ok: true,
    text: known ? `${refused}; if POP before SMTP is on, this address may now relay` : refused,
  }
}

const isMailbox = (service: Service): boolean => !speaks(service, 'smtp')

/** A login over a mailbox service may let this address relay for a while, and the next run would see that. */
const mayOpenTheDoor = ({ vouches }: TargetFile): boolean =>
  valueAt(vouches, 'popBeforeSmtp.enabled') !== false

async function tries(
  service: Service,
  address: Address,
  { deadlines, ...credentials }: Credentials & { readonly deadlines: Deadlines },
): Promise<Login | 'not offered'> {
  const recorder = createRecorder(() => Date.now())
  recorder.masks(credentials.password)
  const tap = recorder.opens({ client: 'doctor', service, source: 'here' })
  const options = { now: () => Date.now(), deadlines }
  const startsTls = address.tls?.mode === 'starttls'
  if (speaks(service, 'pop3')) {
    const session = await openPop3(address, tap, options)
    const open = session.greeting.ok && startsTls ? await session.startsTls() : session.greeting
    const answer = open.ok ? await session.logsIn(credentials) : open
    await session.ends()
    return pop3Login(session, answer)
  }
  if (speaks(service, 'imap')) {
    const session = await openImap(address, tap, options)
    const open = session.greeting.status === 'OK' && startsTls ? await session.startsTls() : session.greeting
    const answer = open.status === 'OK' ? await session.logsIn(credentials) : open
    await session.ends()
    return imapLogin(session, answer)
  }
  return triesSmtp(await openSmtp(address, tap, options), startsTls, credentials)
}

async function triesSmtp(
  session: SmtpSession,
  startsTls: boolean,
  { login, password }: Credentials,
): Promise<Login | 'not offered'> {
  const barred = await approaches(session, { name: 'mailspec.client.test', startsTls })
  const offered = session.capabilities.get('AUTH') ?? []
  const mechanism = (['PLAIN', 'LOGIN', 'CRAM-MD5'] as const).find((each) => offered.includes(each))
  if (barred || mechanism === undefined) {
    await session.ends()
    return 'not offered'
  }
  const answer = await session.authenticates({ login, password, mechanism })
  await session.ends()
  return smtpLogin(session, answer)
}
