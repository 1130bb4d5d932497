import type { PeerCommand, PeerSpec, Step } from '#evidence'
import type { SmtpService } from '#dsl'
import { buildMessage, sends } from '#clients'
import { describeSeen } from '../../evidence/judge.ts'
import { speaks } from '../../evidence/services.ts'
import { transactionsOf } from '../../evidence/transactions.ts'
import type { StagedAccount, Staging } from '../../targets/target.ts'
import { inItsNames, storyToken, type RoleParts } from './reach.ts'
import { visits } from './smtp-visit.ts'

// Silence proves nothing while mail may be late. A sentinel is a marked message that goes the same way afterwards: once
// it has arrived, what went before it would be there.

/** Who may send a sentinel, through which service, and with which envelope, in the target's own names. */
export interface SentinelSender {
  readonly parts: RoleParts
  readonly via: SmtpService
  readonly as?: Pick<StagedAccount, 'address'>
  readonly from: string
  readonly to: string
}

/** The mark by which a sentinel is recognized, or why there is no sentinel. */
export type Sentinel =
  { readonly mark: string; readonly doubt?: never } | { readonly mark?: never; readonly doubt: string }

/** The name of its step: it is not a verb of the story, but was needed for a look at a mailbox or the sink. */
export const sentinelVerb = 'sendsSentinel'

/** How many senders are tried, at most. */
const mostTries = 4

/** Sends a sentinel by the first of these senders whose message the target takes. */
export async function sendsSentinel(senders: readonly SentinelSender[]): Promise<Sentinel> {
  let doubt = 'no client may send a sentinel'
  for (const { parts, via, as, from, to } of senders.filter(isAble).slice(0, mostTries)) {
    const { role, recorder, scenario, staging, note } = parts
    const mark = `<sentinel-${recorder.lines}.${storyToken(scenario)}`
    const message = buildMessage({
      from,
      to,
      now: staging.now(),
      token: mark.slice(1),
      subject: 'a sentinel of mailspec',
    })
    const [outcome, session] = await visits(parts, { via, ...(as && { as }) }, (smtp) =>
      sends(smtp, { from, to, message }),
    )
    note(role, sentinelVerb, { from, to, via, ...(as && { as: as.address }) }, [session])
    if (outcome.at === 'MESSAGE' && outcome.reply && outcome.reply.code < 300) return { mark }
    doubt = `no sentinel was accepted: ${describeSeen(outcome)}`
  }
  return { doubt }
}

/** Tells whether the text of a message is that of a sentinel. */
export const isSentinel = (text: string): boolean => /^Message-ID: <sentinel-/im.test(text)

/**
 * Who may send a sentinel to a local mailbox: the client that looks into it, as a stranger or logged in as the owner of
 * the mailbox.
 */
export function sendersTo(
  account: Pick<StagedAccount, 'address'>,
  parts: RoleParts,
): readonly SentinelSender[] {
  const to = inItsNames(parts, account.address)
  const stranger = { from: inItsNames(parts, 'sentinel@elsewhere.test'), to, parts }
  const owner = { from: to, to, parts, as: account }
  return [
    { ...stranger, via: 'mx' },
    { ...owner, via: 'mx' },
    { ...owner, via: 'submission' },
    { ...stranger, via: 'submission' },
  ]
}

/**
 * Who may send a sentinel to a foreign domain: the clients whose mail there the target has taken in this story, the
 * latest first; then the accounts of the story, logged in.
 */
export function sendersAbroad(
  steps: readonly Step[],
  roles: ReadonlyMap<string, RoleParts>,
): readonly SentinelSender[] {
  const [any] = roles.values()
  if (!any) return []
  const { staging, recorder } = any
  const local = ['local.test', 'second.test'].map((domain) => inItsNames(any, domain).toLowerCase())
  const proven = recorder.sessions().flatMap((session): SentinelSender[] => {
    const { client, service, id } = session
    const parts = roles.get(client)
    if (!parts || !speaks(service, 'smtp')) return []
    const as = accountIn(steps, id)
    return transactionsOf(session).flatMap(({ taken, reversePath: from, recipients }) => {
      const to = recipients.find(({ accepted, path }) => accepted && !local.includes(domainOf(path)))?.path
      return taken && to !== undefined ? [{ parts, via: service, from, to, ...(as && { as }) }] : []
    })
  })
  const users = Object.values(staging.accounts).flatMap((as): SentinelSender[] => {
    const sender = {
      parts: any,
      as,
      from: inItsNames(any, as.address),
      to: inItsNames(any, 'sentinel@remote.test'),
    }
    return [
      { ...sender, via: 'submission' },
      { ...sender, via: 'mx' },
    ]
  })
  return [...proven.toReversed(), ...users]
}

/** The account that a session was logged in to, if any. */
function accountIn(steps: readonly Step[], session: string): { readonly address: string } | undefined {
  const own = steps.filter(({ sessions }) => sessions.includes(session))
  const address = own
    .map((step) => step.with['as'] ?? step.with['account'])
    .find((name) => typeof name === 'string')
  return address === undefined ? undefined : { address }
}

/** The local-part of sentinels to foreign domains: peers know it, and do not count these messages. */
const ofSentinels = 'sentinel'

/**
 * The same senders for a sentinel that a peer has to get: to a recipient that no story names, so that a peer that
 * refuses others takes it.
 */
export const sendersTowards = (
  { mxOf: [domain] = [] }: PeerSpec,
  senders: readonly SentinelSender[],
): readonly SentinelSender[] =>
  senders.map((sender) => ({ ...sender, to: `${ofSentinels}@${domain ?? domainOf(sender.to)}` }))

/** What a peer was given, without the sentinels: their transactions, and the sessions that had no others. */
export function withoutSentinels(commands: readonly PeerCommand[]): readonly PeerCommand[] {
  return [...Map.groupBy(commands, ({ session }) => session).values()].flatMap((all) => {
    const begins = all.flatMap(({ at }, index) => (at === 'MAIL' ? [index] : []))
    const transactions = begins.map((begin, nth) => all.slice(begin, begins[nth + 1]))
    const others = transactions.filter((transaction) => !transaction.some(isOfSentinel))
    if (transactions.length > 0 && others.length === 0) return []
    return [...all.slice(0, begins[0]), ...others.flat()]
  })
}

const isOfSentinel = ({ at, of = '' }: PeerCommand): boolean =>
  at === 'RCPT' && of.toLowerCase().startsWith(`${ofSentinels}@`)

/** Tells whether the target has the service, and lets the account log in. */
const isAble = ({ parts: { staging }, via, as }: SentinelSender): boolean =>
  staging.endpoint(via) !== undefined && !(as && hasNoLogin(staging, as.address))

const hasNoLogin = ({ accounts }: Staging, address: string): boolean =>
  Object.values(accounts).some((account) => account.address === address && account.noLogin !== undefined)

const domainOf = (path: string): string => path.slice(path.lastIndexOf('@') + 1).toLowerCase()
