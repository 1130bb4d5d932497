import { afterChange, afterRestart } from './changes.ts'
import { foreseeOffer } from './greylist.ts'
import { exactly, later, type Known } from './known.ts'
import { hopOf, type Handed } from './next-hop.ts'
import { isExempt, mayAddMessage } from './rate-limit.ts'
import { mayReach, offersAuth } from './relay.ts'
import type { Door, ExactStep, Mail, Step, Who } from './step.ts'
import { mayAnnounce } from './submission.ts'
import type { Answered, Visit, World } from './world.ts'

/** What the manuals foresee of a step; `accepted` where there is something to be accepted, and no doubt about it. */
export interface Foreseen {
  readonly accepted?: boolean
}

/** What the manuals foresee, and nothing where times are not known well enough to tell. */
export function foresee(step: Step, known: Known): Foreseen | undefined {
  const exact = exactly(step, known)
  const foreseen = exact && foreseeExactly(exact, known)
  if (!exact || foreseen?.accepted === undefined || known.slack === 0) return foreseen
  const doubts = [-known.slack, known.slack].some(
    (by) => foreseeExactly(exact, later(known, by))?.accepted !== foreseen.accepted,
  )
  return doubts ? {} : foreseen
}

/**
 * Foresees one step from the manuals.
 *
 * @returns undefined where the step makes no sense: a session quit that was never opened
 */
function foreseeExactly(step: ExactStep, known: Known): Foreseen | undefined {
  const { visits, staying, world } = known
  switch (step.is) {
    case 'logs-in':
      return { accepted: step.works }
    case 'stays':
      // A maildrop is one reader's at a time: the one who stays is the only one.
      return staying.length > 0 ? undefined : { accepted: true }
    case 'leaves':
      return staying.includes(step.who) ? {} : undefined
    case 'passes':
      return {}
    case 'changes':
      return known.changes[step.change] && {}
    case 'restarts':
      return known.changes.length > 0 ? {} : undefined
    case 'moves':
      return {}
    case 'opens':
      return visits[step.who] ? undefined : {}
    case 'resets':
      return visits[step.who] && { accepted: true }
    case 'quits':
      return visits[step.who] && {}
    case 'proves': {
      const visit = visits[step.who]
      if (!visit || visit.account !== undefined) return undefined
      return { accepted: step.works && offersAuth(world, visit.port) }
    }
    case 'offers':
    case 'sends': {
      const visit = arrives(step, known)
      if (step.as === undefined) return { accepted: mayMail(world, visit, step) }
      if (!offersAuth(world, visit.port)) return { accepted: false }
      return { accepted: mayMail(world, { ...visit, account: step.as }, step) }
    }
    case 'offers-there':
    case 'sends-there': {
      const visit = visits[step.who]
      return visit && foreseeThere({ ...visit, now: known.now }, step, world)
    }
  }
}

/** What comes in a session kept open: nothing can be said where it hangs on when a name was looked up. */
function foreseeThere(visit: Visit, mail: Mail, world: World): Foreseen {
  const accepted = mayMail(world, visit, mail)
  const isDoubtful = visit.namesBefore?.some(
    (names) => mayMail({ ...world, names }, visit, mail) !== accepted,
  )
  return isDoubtful === true ? {} : { accepted }
}

/** What is known after a step that came out so, whatever was foreseen. */
export function after(step: ExactStep, known: Known, accepted: boolean): Known {
  const { now, visits, world } = known
  switch (step.is) {
    case 'logs-in':
      return accepted ? afterLogin(step, known) : known
    case 'stays':
      return accepted ? { ...afterLogin(step, known), staying: [step.who] } : known
    case 'leaves':
      return { ...known, staying: [] }
    case 'passes':
      return { ...known, now: now + step.span, patience: known.patience - step.span }
    case 'changes': {
      const change = known.changes[step.change]
      return change ? { ...known, world: afterChange(world, change) } : known
    }
    case 'restarts':
      return { ...known, world: afterRestart(world), visits: {} }
    case 'moves':
      return afterMove(step, known)
    case 'opens':
      return withVisit(step.who, arrives(step, known), known)
    case 'resets':
      return known
    case 'quits':
      return withVisit(step.who, undefined, known)
    case 'proves': {
      const visit = visits[step.who]
      // Where AUTH is not to be had, nothing was tried.
      if (!visit || !offersAuth(world, visit.port)) return known
      const proved = accepted ? { account: step.as, authFailed: false } : { authFailed: true }
      return withVisit(step.who, { ...visit, ...proved }, known)
    }
    case 'offers':
    case 'sends': {
      const visit = arrives(step, known)
      if (step.as !== undefined && !offersAuth(world, visit.port)) return known
      const caller = { ...visit, ...(step.as && { account: step.as }) }
      return afterMail(caller, step, known, accepted && step.is === 'sends')
    }
    case 'offers-there':
    case 'sends-there': {
      const visit = visits[step.who]
      return visit ? afterMail({ ...visit, now }, step, known, accepted && step.is === 'sends-there') : known
    }
  }
}

function afterMove({ host, at }: { host: string; at: readonly Who[] }, known: Known): Known {
  const { world, visits, addresses } = known
  const names = { ...world.names, [host]: at.map((who) => addresses[who]) }
  const since = (visit: Visit): Visit => ({
    ...visit,
    namesBefore: [...(visit.namesBefore ?? []), world.names],
  })
  return {
    ...known,
    world: { ...world, names },
    visits: Object.fromEntries(Object.entries(visits).map(([who, visit]) => [who, since(visit)])),
  }
}

const ports = { mx: 25, submission: 587 } as const

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

const mayMail = (world: World, visit: Visit, mail: Mail): boolean =>
  mayBegin(world, visit, mail) &&
  mail.to.every((to) => mayReach(world, visit, mail.from, to)) &&
  answersTo(world, visit, mail).every(({ came }) => came === 'taken' || came === 'spared')

const mayBegin = (world: World, visit: Visit, { from }: Mail): boolean =>
  mayAnnounce(world, visit, from) && mayAddMessage(world, visit, from)

/** What the grey list comes to of each recipient, up to the first that is not taken: nobody names more. */
function answersTo(world: World, visit: Visit, { from, to }: Mail): readonly Answered[] {
  if (world.policy.greylist?.enabled !== true) return []
  const { address, now: at, account } = visit
  const answered: Answered[] = []
  for (const recipient of to) {
    const offer = { at, address, from, to: recipient, ...(account !== undefined && { account }) }
    const came = foreseeOffer(world, [...world.answered, ...answered], offer)
    answered.push({ ...offer, came })
    if (came === 'deferred' || came === 'refused') break
  }
  return answered
}

const handsOn = ({ from, to }: Mail, world: World): readonly Handed[] =>
  to.flatMap((recipient) => {
    const hop = hopOf(recipient, world)
    return hop ? [{ hop, from, to: recipient }] : []
  })

function afterMail(visit: Visit, mail: Mail, known: Known, isTaken: boolean): Known {
  const { world, now } = known
  const asked = mayBegin(world, visit, mail) ? answersTo(world, visit, mail) : []
  const taken = { address: visit.address, at: now, exempt: isExempt(world, visit, mail.from) }
  return {
    ...known,
    handed: isTaken ? [...known.handed, ...handsOn(mail, world)] : known.handed,
    world: {
      ...world,
      answered: [...world.answered, ...asked],
      messages: isTaken ? [...world.messages, taken] : world.messages,
    },
  }
}
