import { deny } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { ConnectionFacts } from '../facts.ts'
import type { Memory } from '../memory.ts'
import type { Rule } from '../rule.ts'
import { sessionNote } from '../session-note.ts'

/** The open SMTP sessions of each address. They end with the server, and are no part of what it remembers. */
const openIn = new WeakMap<Memory, Map<string, number>>()

/** Where a session stands: it counts from the greeting until it ends. */
const standing = sessionNote<'new' | 'counted' | 'ended'>('new')

/** How many sessions one address may have open, if there is a limit. @see kerio.limits.connections-per-ip */
const mostConnections = (_facts: ConnectionFacts, { limits }: Policy): number | undefined =>
  limits.connectionsPerIp

/** Whose sessions are counted together. @see kerio.limits.connections-other-ips */
const connectionKey = ({ address }: ConnectionFacts): string => address

const seams = { 'connections.most': mostConnections, 'connections.key': connectionKey } as const

/** Limits the SMTP sessions that one address has open at once. */
export const connections: Rule<typeof seams> = {
  name: 'connections',
  seams,
  needs: ['listNames'],
  decides: {
    connect: (facts, { policy, memory, ask }) => {
      const most = ask['connections.most'](facts, policy)
      if (facts.protocol !== 'smtp' || most === undefined) return undefined
      const open = openIn.get(memory)?.get(ask['connections.key'](facts)) ?? 0
      return open < most || ask['limits.is-exempt'](facts, policy)
        ? undefined
        : deny('connections', 'tooManyFromAddress', { closes: true })
    },
  },
  learns: {
    connect: (facts, { permits }, { memory, ask }) => {
      if (facts.protocol !== 'smtp' || !permits || standing.of(facts.session) === 'ended') return
      standing.write(facts.session, 'counted')
      change(memory, ask['connections.key'](facts), 1)
    },
    end: (facts, _, { memory, ask }) => {
      if (standing.of(facts.session) === 'counted') change(memory, ask['connections.key'](facts), -1)
      standing.write(facts.session, 'ended')
    },
  },
}

function change(memory: Memory, key: string, by: 1 | -1): void {
  const open = openIn.get(memory) ?? new Map<string, number>()
  openIn.set(memory, open)
  const count = (open.get(key) ?? 0) + by
  if (count > 0) open.set(key, count)
  else open.delete(key)
}
