import { isExempt, mayAddMessage } from './rate-limit.ts'
import { mayReach, offersAuth } from './relay.ts'
import { mayAnnounce } from './submission.ts'
import type { Visit, World } from './world.ts'

export type Who = 'laptop' | 'neighbour' | 'office'
export type Name = 'alice' | 'bob'
export type Door = 'mx' | 'submission'

export interface Mail {
  readonly from: string | null
  readonly to: readonly string[]
}

/** One thing that somebody does, or that time does. What is done `in its session` happens in the one kept open. */
export type Step =
  | {
      readonly is: 'logs-in'
      readonly who: Who
      readonly service: 'pop3' | 'imap'
      readonly as: Name
      readonly works: boolean
    }
  | { readonly is: 'stays'; readonly who: Who; readonly service: 'pop3' | 'imap'; readonly as: Name }
  | { readonly is: 'leaves'; readonly who: Who }
  | { readonly is: 'passes'; readonly span: number }
  | Ages
  | ({ readonly is: 'offers' | 'sends'; readonly who: Who; readonly door: Door; readonly as?: Name } & Mail)
  | { readonly is: 'opens'; readonly who: Who; readonly door: Door }
  | { readonly is: 'proves'; readonly who: Who; readonly as: Name; readonly works: boolean }
  | ({ readonly is: 'offers-there' | 'sends-there'; readonly who: Who } & Mail)
  | { readonly is: 'resets'; readonly who: Who }
  | { readonly is: 'quits'; readonly who: Who }

/** Time passes until something that happened is so old: what happened last, or so many logins and messages back. */
export interface Ages {
  readonly is: 'ages'
  readonly back: number
  readonly age: number
}

/** What has come of a story so far. */
export interface Known {
  readonly world: World
  readonly now: number
  readonly addresses: Readonly<Record<Who, string>>
  /** The SMTP sessions kept open. */
  readonly visits: Readonly<Partial<Record<Who, Visit>>>
  /** Who sits in a mailbox. */
  readonly staying: readonly Who[]
}

/** What comes of a step; `accepted` where there is something to be accepted or refused. */
export interface Foreseen {
  readonly known: Known
  readonly accepted?: boolean
}

/** The step as it turns out where things stand: an age to be reached is a length of time to pass. */
export function exactly(step: Step, { world, now }: Known): Exclude<Step, Ages> | undefined {
  if (step.is !== 'ages') return step
  const happened = [...world.logins, ...world.messages].map(({ at }) => at).sort((a, b) => b - a)
  const at = happened[step.back]
  return at !== undefined && at + step.age > now ? { is: 'passes', span: at + step.age - now } : undefined
}

const ports = { mx: 25, submission: 587 } as const

/**
 * Foresees one step from the manuals.
 *
 * @returns undefined where the step makes no sense: a session quit that was never opened
 */
export function foresee(step: Step, known: Known): Foreseen | undefined {
  switch (step.is) {
    case 'logs-in':
      return { known: step.works ? afterLogin(step, known) : known, accepted: step.works }
    case 'stays':
      // A maildrop is one reader's at a time: whoever stays is the only one who does.
      if (known.staying.length > 0) return undefined
      return { known: { ...afterLogin(step, known), staying: [step.who] }, accepted: true }
    case 'leaves':
      return known.staying.includes(step.who) ? { known: { ...known, staying: [] } } : undefined
    case 'passes':
      return { known: { ...known, now: known.now + step.span } }
    case 'ages': {
      const passing = exactly(step, known)
      return passing && foresee(passing, known)
    }
    case 'opens':
      return known.visits[step.who] ? undefined : { known: withVisit(step.who, arrives(step, known), known) }
    case 'resets':
      return known.visits[step.who] ? { known, accepted: true } : undefined
    case 'quits':
      return known.visits[step.who] ? { known: withVisit(step.who, undefined, known) } : undefined
    case 'proves':
      return proves(step, known)
    case 'offers':
    case 'sends':
      return calls(step, known)
    case 'offers-there':
    case 'sends-there': {
      const visit = known.visits[step.who]
      return visit && mails({ ...visit, now: known.now }, step, step.is === 'sends-there', known)
    }
  }
}

function afterLogin({ who, service }: { who: Who; service: 'pop3' | 'imap' }, known: Known): Known {
  const login = { protocol: service, address: known.addresses[who], at: known.now }
  return { ...known, world: { ...known.world, logins: [...known.world.logins, login] } }
}

const arrives = ({ who, door }: { who: Who; door: Door }, { addresses, now, world }: Known): Visit => ({
  port: ports[door],
  address: addresses[who],
  now,
  startedAt: now,
  loginsBefore: world.logins,
  authFailed: false,
})

const withVisit = (who: Who, visit: Visit | undefined, known: Known): Known => {
  const { [who]: _, ...others } = known.visits
  return { ...known, visits: visit ? { ...others, [who]: visit } : others }
}

/** AUTH in a session: where it is not to be had nothing changes, and nobody proves himself twice. */
function proves(
  { who, as: name, works }: Extract<Step, { is: 'proves' }>,
  known: Known,
): Foreseen | undefined {
  const visit = known.visits[who]
  if (!visit || visit.account !== undefined) return undefined
  if (!offersAuth(known.world, visit.port)) return { known, accepted: false }
  const after = works ? { ...visit, account: name, authFailed: false } : { ...visit, authFailed: true }
  return { known: withVisit(who, after, known), accepted: works }
}

/** One session for one mail; a refused AUTH ends it. */
function calls(step: Extract<Step, { is: 'offers' | 'sends' }>, known: Known): Foreseen {
  const visit = arrives(step, known)
  if (step.as === undefined) return mails(visit, step, step.is === 'sends', known)
  if (!offersAuth(known.world, visit.port)) return { known, accepted: false }
  return mails({ ...visit, account: step.as }, step, step.is === 'sends', known)
}

function mails(visit: Visit, { from, to }: Mail, whole: boolean, known: Known): Foreseen {
  const { world, now } = known
  const accepted =
    mayAnnounce(world, visit, from) &&
    mayAddMessage(world, visit, from) &&
    to.every((recipient) => mayReach(world, visit, from, recipient))
  if (!accepted || !whole) return { known, accepted }
  const taken = { address: visit.address, at: now, exempt: isExempt(world, visit, from) }
  return { known: { ...known, world: { ...world, messages: [...world.messages, taken] } }, accepted }
}
