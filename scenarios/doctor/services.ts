import type { Service } from '#evidence'
import { approaches, offers, openSmtp, type Address } from '#clients'
import { createRecorder } from '../evidence/recorder.ts'
import { services } from '../evidence/services.ts'
import { lossOf } from '../evidence/loss.ts'
import type { TargetFile } from '../targets/remote/file.ts'
import { deadlinesOf } from '../targets/remote/target.ts'
import { trustOf } from '../targets/remote/trust.ts'
import { statedValue } from '../targets/remote/vouches.ts'
import type { Deadlines } from '../targets/target.ts'
import type { Finding } from './doctor.ts'
import { isAboutCertificate, lookAt } from './look.ts'

/** Where a service of a target file is; undefined when it has none. */
export function addressOf({ services: given }: TargetFile, service: Service): Address | undefined {
  const found = given[service]
  if (!found) return undefined
  const { host, port, tls } = found
  return { host, port, ...(tls !== 'none' && { tls: { mode: tls, ...trustOf(found) } }) }
}

/** Greets every service and holds its certificate against the authority given. */
export async function* serviceFindings(file: TargetFile): AsyncGenerator<Finding> {
  for (const service of services) {
    const given = file.services[service]
    const address = addressOf(file, service)
    if (!given || !address) continue
    const place = `services.${service}`
    const look = await lookAt(service, address, {
      startsTls: given.tls === 'starttls',
      deadlines: deadlinesOf(file),
    })
    if ('blocked' in look) {
      yield { place, ok: false, text: `${look.blocked}: ${remedyFor(look.blocked, given.tls)}` }
    } else if (given.tls === 'starttls' && !look.offersTls) {
      yield {
        place,
        ok: false,
        text: 'offers no STARTTLS: write tls: none, or enable STARTTLS on the server',
      }
    } else {
      const verified = given.trust === 'any' ? 'not verified (trust: any)' : 'verified'
      const tls = {
        none: look.offersTls ? ['offers STARTTLS (not used: tls is none)'] : [],
        starttls: [`STARTTLS, certificate ${verified}`],
        implicit: [`TLS, certificate ${verified}`],
      }[given.tls]
      const login = look.mechanisms.length > 0 ? [`AUTH ${look.mechanisms.join(' ')}`] : []
      const greeting =
        look.hostname === undefined ? 'greets without a host name' : `greets as ${look.hostname}`
      yield { place, ok: true, text: [greeting, ...tls, ...login].join(', ') }
    }
  }
}

function remedyFor(blocked: string, tls: 'none' | 'starttls' | 'implicit'): string {
  if (isAboutCertificate(blocked))
    return 'correct ca, or the certificate of the server, or write host as the certificate names it, or trust: any'
  if (blocked.includes('refused the connection')) return 'is it running, and is this the right port?'
  if (/has no address|cannot be reached|did not answer|no connection/.test(blocked))
    return 'correct host, or the network between here and there'
  if (/TLS/.test(blocked)) return 'correct tls (none, starttls, implicit), or the TLS settings of the server'
  if (/no greeting|garbled/.test(blocked))
    return tls === 'implicit'
      ? 'is this the right port? if it does not begin with TLS, write tls: starttls or none'
      : 'is this the right port? if it begins with TLS, write tls: implicit'
  return 'see the log of the server'
}

/** Offers recipients to the MX service, and sends nothing: a local one must be taken, a foreign one is reported. */
export async function* domainFindings(
  file: TargetFile,
  reached: ReadonlySet<string>,
): AsyncGenerator<Finding> {
  const address = addressOf(file, 'mx')
  if (!address || !reached.has('mx')) return
  const { local, second, remote, elsewhere = remote } = file.domains
  const known = Object.values(file.accounts).find((account) => account.address.endsWith(`@${local}`))
  const from = `mailspec@${elsewhere}`
  const offersTo = (to: string) =>
    offer(address, {
      from,
      to,
      startsTls: file.services.mx?.tls === 'starttls',
      deadlines: deadlinesOf(file),
    })
  const recipient = known?.address ?? `postmaster@${local}`
  const taken = await offersTo(recipient)
  yield taken.accepted
    ? { place: 'domains.local', ok: true, text: `${recipient} is accepted as a recipient` }
    : {
        place: 'domains.local',
        ok: false,
        text: `${recipient} is not accepted (${taken.said}): does the server host ${local}, and does the account exist?`,
      }
  if (second !== undefined) {
    const also = await offersTo(`postmaster@${second}`)
    yield { place: 'domains.second', ok: true, text: `postmaster@${second}: ${also.said}` }
  }
  const foreign = await offersTo(`mailspec@${remote}`)
  yield {
    place: 'domains.remote',
    ok: true,
    text: foreign.accepted
      ? `mail to ${remote} is accepted from here without a login: this address may relay (${foreign.said})`
      : `mail to ${remote} is not accepted from here without a login (${foreign.said})`,
  }
}

/** So many sources are tried. */
const mostTried = 32

/**
 * Offers a foreign recipient from each of these addresses, without a login: one that is taken plays no stranger.
 *
 * @param addresses of this machine, listed as addresses that the server does not trust
 */
export async function* strangerFindings(
  file: TargetFile,
  reached: ReadonlySet<string>,
  addresses: readonly string[],
): AsyncGenerator<Finding> {
  const mx = addressOf(file, 'mx')
  if (!mx || !reached.has('mx') || statedValue(file, 'relay.mode') === 'open') return
  const { remote, elsewhere = remote } = file.domains
  const envelope = { from: `mailspec@${elsewhere}`, to: `mailspec@${remote}` }
  const how = { startsTls: file.services.mx?.tls === 'starttls', deadlines: deadlinesOf(file) }
  for (const localAddress of addresses.slice(0, mostTried)) {
    const { accepted, said } = await offer({ ...mx, localAddress }, { ...envelope, ...how })
    if (!accepted) continue
    yield {
      place: `sources ${localAddress}`,
      ok: false,
      text: `may send to ${remote} without a login (${said}): if the server trusts it, remove it, or map it under at; otherwise the server is an open relay`,
    }
  }
}

async function offer(
  address: Address,
  {
    from,
    to,
    startsTls,
    deadlines,
  }: {
    readonly from: string
    readonly to: string
    readonly startsTls: boolean
    readonly deadlines: Deadlines
  },
): Promise<{ readonly accepted: boolean; readonly said: string }> {
  const recorder = createRecorder(() => Date.now())
  const tap = recorder.opens({ client: 'doctor', service: 'mx', source: 'here' })
  const session = await openSmtp(address, tap, { now: () => Date.now(), deadlines })
  const barred = await approaches(session, { name: 'mailspec.client.test', startsTls })
  const { at, reply, lost } = barred ?? (await offers(session, { from, to }))
  if (lost) session.drops()
  else await session.quits()
  const [record] = recorder.sessions()
  const said = reply
    ? `${at}: ${[reply.code, reply.status, ...reply.text].filter(Boolean).join(' ')}`
    : record
      ? lossOf(record)
      : 'nothing'
  return { accepted: reply !== undefined && reply.code < 300, said }
}
