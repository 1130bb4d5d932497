import type { CitableId } from '#clauses'
import type { Attempt, Login } from '#evidence'
import type { PolicySettings } from '#policy-document'
import type { Account, Claim, Client, Clock, Dns, Operator, Peer, Pop3Talk, ImapTalk, SmtpTalk } from '#dsl'
import type { Hop } from './models/next-hop.ts'
import type { ExactStep, Mail, Name, Who } from './models/step.ts'

/** Everybody and everything a story needs, on a server that runs. */
export interface Cast {
  readonly clients: Readonly<Record<Who, Client>>
  readonly accounts: Readonly<Record<Name, Account>>
  /** Absent where time cannot be moved, and no story asks for it. */
  readonly clock?: Clock
  /** Absent where no story asks for one. */
  readonly operator?: Operator
  /** Absent where no story asks for one. */
  readonly dns?: Dns
  readonly addresses: Readonly<Record<Who, string>>
  /** Absent where no story asks what they got. */
  readonly peers?: Readonly<Record<Hop, Peer>>
  /** What the operator may change. */
  readonly changes: readonly PolicySettings[]
  readonly claim: Claim<CitableId>
  /** The sessions kept open. */
  readonly talks: Map<Who, SmtpTalk>
  readonly mailboxes: Map<Who, Pop3Talk | ImapTalk>
  /** Another spelling of what should make no difference. */
  readonly manner?: Manner
}

/** How clients do what they do, where that is to make no difference. */
export interface Manner {
  readonly helo?: string
  /** How domains are written. */
  readonly domains?: 'in capitals'
  /** How logins prove their password. */
  readonly mechanism?: 'PLAIN' | 'LOGIN' | 'CRAM-MD5'
}

/** Does a step over real sessions. @returns its outcome, where it has one */
export async function act(step: ExactStep, cast: Cast): Promise<Attempt | Login | undefined> {
  if (step.is === 'passes') return passes(step.span, cast)
  if (step.is === 'changes' || step.is === 'restarts') return administers(step, cast)
  if (step.is === 'moves') return moves(step, cast)
  const { clients, accounts, talks, mailboxes, manner } = cast
  const client = clients[step.who]
  const helo = manner?.helo === undefined ? {} : { helo: manner.helo }
  const mechanism = manner?.mechanism
  const by = mechanism === undefined ? {} : { by: mechanism }
  switch (step.is) {
    case 'logs-in':
      return step.works
        ? visits(client, step, accounts, by)
        : client.failsToLogIn(step.service, accounts[step.as], by)
    case 'stays': {
      const talk = await opens(client, step.service)
      mailboxes.set(step.who, talk)
      return talk.logsIn(accounts[step.as], by)
    }
    case 'leaves':
      await mailboxes.get(step.who)?.quits()
      return void mailboxes.delete(step.who)
    case 'offers':
    case 'sends': {
      const how = { via: step.door, ...(step.as && { as: accounts[step.as] }), ...helo }
      return client[step.is](envelopeOf(step, manner), how)
    }
    case 'opens':
      return void talks.set(step.who, await client.opens(step.door, helo))
    case 'proves':
      return talks.get(step.who)?.authenticates(accounts[step.as], {
        ...(mechanism !== undefined && { mechanism }),
        ...(!step.works && { password: 'wrong' }),
      })
    case 'offers-there':
      return talks.get(step.who)?.offers(envelopeOf(step, manner))
    case 'sends-there':
      return talks.get(step.who)?.sends(envelopeOf(step, manner))
    case 'resets': {
      await talks.get(step.who)?.says('MAIL FROM:<reset@elsewhere.test>')
      return talks.get(step.who)?.says('RSET')
    }
    case 'quits':
      await talks.get(step.who)?.quits()
      return void talks.delete(step.who)
  }
}

async function administers(
  step: Extract<ExactStep, { is: 'changes' | 'restarts' }>,
  { operator, changes, talks }: Cast,
): Promise<undefined> {
  if (!operator) throw new RangeError('there is nothing to administer in a story without an operator')
  if (step.is === 'restarts') {
    await operator.restarts()
    // No session outlives that.
    talks.clear()
    return
  }
  const change = changes[step.change]
  if (change) await operator.sets(change)
}

async function moves(
  { host, at }: Extract<ExactStep, { is: 'moves' }>,
  { dns, addresses }: Cast,
): Promise<undefined> {
  if (!dns) throw new RangeError('a host moves in a story that has no name servers')
  const found = at.map((who) => addresses[who])
  await dns.answers(host, {
    A: found.filter((address) => !address.includes(':')),
    AAAA: found.filter((address) => address.includes(':')),
  })
}

const opens = (client: Client, service: 'pop3' | 'imap'): Promise<Pop3Talk | ImapTalk> =>
  service === 'pop3' ? client.opens('pop3') : client.opens('imap')

/** Logs in and leaves; a refusal is an outcome. */
async function visits(
  client: Client,
  { service, as: name }: Extract<ExactStep, { is: 'logs-in' }>,
  known: Cast['accounts'],
  by: { readonly by?: NonNullable<Manner['mechanism']> },
): Promise<Login> {
  const talk = await opens(client, service)
  const login = await talk.logsIn(known[name], by)
  if (!login.lost) await talk.quits()
  return login
}

const envelopeOf = ({ from, to }: Mail, manner?: Manner) => {
  const written = (address: string): string =>
    manner?.domains ? address.replace(/@.*/, (domain) => domain.toUpperCase()) : address
  return { from: from === null ? '' : written(from), to: to.map(written) }
}

/** Servers close a silent session after five minutes or more: a client that keeps one says something before that. */
const wakefulness = 4 * 60_000

async function passes(span: number, { clock, talks }: Cast): Promise<undefined> {
  if (!clock) throw new RangeError('time passes in a story that has no clock')
  for (let left = span; left > 0; left -= wakefulness) {
    for (const talk of talks.values()) await talk.says('NOOP')
    await clock.advances(talks.size === 0 ? left : Math.min(left, wakefulness))
    if (talks.size === 0) return
  }
}

/** Closes what was left open. */
export async function goHome({ talks, mailboxes }: Cast): Promise<void> {
  for (const talk of [...talks.values(), ...mailboxes.values()]) await talk.quits()
}
