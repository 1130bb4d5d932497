import type { Policy } from '../policy/document/document.ts'
import type { Path } from '../policy/facts.ts'
import type { OpenRecipient } from './queued-message.ts'
import type { RelayHost } from './relay-host.ts'

/** The route of a recipient's copy. */
export type Route =
  | { readonly to: 'mailbox'; readonly account: string }
  /** The server everything goes to, or else those of the domain. */
  | { readonly to: 'hop'; readonly domain: string; readonly relayHost: RelayHost | undefined }
  | { readonly to: 'nowhere'; readonly status: string; readonly text: string }

/** What a way is chosen by. */
export interface RouteFacts {
  readonly policy: Policy
  /** Whether mail for a path stays here. */
  readonly isLocal: (path: Path) => boolean
  readonly relayHost: () => RelayHost | undefined
}

/** Knows a way for some recipients; undefined for those it leaves to others. */
type Router = (path: Path, facts: RouteFacts) => Route | undefined

const mailbox: Router = (path, { policy, isLocal }) => {
  // A name without a domain is one of this server: reports go to senders of that form where they are taken.
  if (path.domain !== '' && !isLocal(path)) return undefined
  const account = accountOf(path, policy)
  return policy.accounts.has(account) || path.localPart.toLowerCase() === 'postmaster'
    ? { to: 'mailbox', account }
    : { to: 'nowhere', status: '5.1.1', text: 'there is no such account' }
}

const hop: Router = ({ domain }, { relayHost }) => ({
  to: 'hop',
  domain,
  relayHost: relayHost(),
})

/** Who is asked for a way, in order. The last knows one for every recipient. */
const routers = [mailbox, hop] as const

/** Chooses the way of one recipient. */
export function routeOf(path: Path, facts: RouteFacts): Route {
  for (const router of routers) {
    const route = router(path, facts)
    if (route) return route
  }
  throw new Error(`no router knows a way to ${path.text}`)
}

/** The mailbox that a local path means; a name without a domain is one of the first domain. */
function accountOf({ localPart, domain }: Path, { domains }: Policy): string {
  const [first = 'localhost'] = domains.local
  return `${localPart}@${domain === '' ? first : domain}`.toLowerCase()
}

/** Recipients that one attempt is made for: those of one mailbox, or of one domain. */
export interface Batch<R extends Route = Route> {
  readonly route: R
  readonly recipients: readonly OpenRecipient[]
}

/** Groups recipients that share a route. */
export function batchesOf(
  recipients: readonly OpenRecipient[],
  way: (path: Path) => Route,
): readonly Batch[] {
  const [only, another] = recipients
  if (only && !another) return [{ route: way(only.path), recipients }]
  const batches = new Map<string, { readonly route: Route; readonly recipients: OpenRecipient[] }>()
  for (const recipient of recipients) {
    const route = way(recipient.path)
    const key = keyOf(route)
    const batch = batches.get(key)
    if (batch) batch.recipients.push(recipient)
    else batches.set(key, { route, recipients: [recipient] })
  }
  return [...batches.values()]
}

function keyOf(route: Route): string {
  switch (route.to) {
    case 'mailbox':
      return `mailbox ${route.account}`
    case 'hop':
      return `hop ${route.domain}`
    case 'nowhere':
      return `nowhere ${route.status} ${route.text}`
  }
}
