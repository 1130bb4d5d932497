import {
  smtpCommands,
  type Behaviour,
  type CommandBehaviour,
  type Count,
  type Occasion,
} from '../../../evidence/evidence.ts'
import type { Peer, Refusal, Seen } from '#dsl'
import { answer, deferral, delay, drop, refusal } from '../../../dsl/peers.ts'
import type { StagedPeer } from '../../../targets/target.ts'
import { doubtAboutMore, readsArrival, receives, type ArrivalParts } from '../arrivals.ts'
import { withoutSentinels } from '../sentinel.ts'
import type { Verb, Verbs, Words } from '../verb.ts'
import { messageIn, numberIn, oneIn, textIn } from '../words.ts'

export interface PeerParts extends ArrivalParts {
  readonly sink: StagedPeer
  /** The sessions that earlier looks have reported. */
  readonly told: Set<string>
}

/** What a peer can be told, and what it can be asked. */
export const peerVerbs: Verbs<PeerParts, Peer> = {
  refuses: behaves(refusalIn, refusal),
  defers: behaves(refusalIn, deferral),
  answers: behaves((words) => ({ ...occasionIn(words), saying: textIn(words, 'saying') }), answer),
  drops: behaves(occasionIn, drop),
  delays: behaves((words) => ({ ...occasionIn(words), by: numberIn(words, 'by') }), delay),
  leaves: becomes({ does: 'leaves' }),
  accepts: becomes(undefined),
  receives: {
    write: ([envelope]) => ({ ...envelope }),
    read: (words) => [messageIn(words)],
    does: async (parts, [envelope]) => {
      const outcome = await receives(parts, envelope)
      return { outcome, sessions: untold(parts) }
    },
  },
  reads: {
    write: ([envelope]) => ({ ...envelope }),
    read: (words) => [messageIn(words)],
    does: async (parts, [envelope]) => {
      const outcome = await readsArrival(parts, envelope)
      return { outcome, sessions: untold(parts) }
    },
  },
  sees: {
    write: ([command]) => ({ ...command }),
    read: (words) => [
      {
        at: oneIn(words, 'at', smtpCommands),
        ...(words['of'] !== undefined && { of: textIn(words, 'of') }),
        ...(typeof words['withinTls'] === 'boolean' && { withinTls: words['withinTls'] }),
      },
    ],
    does: async (parts, [command]) => {
      const outcome = await sees(parts, command)
      return { outcome, sessions: untold(parts) }
    },
  },
}

/** A verb that tells the peer how to behave from here on. */
function behaves<How extends Occasion>(
  read: (words: Words) => How,
  behaviourOf: (how: How) => CommandBehaviour,
): Verb<PeerParts, (how: How) => Promise<void>> {
  return {
    write: ([how]) => Object.fromEntries(Object.entries(how)),
    read: (words) => [read(words)],
    does: async ({ sink }, [how]) => ({ outcome: await sink.behaves(behaviourOf(how)) }),
  }
}

/** A verb without words, whose name says it all. */
function becomes(behaviour: Behaviour | undefined): Verb<PeerParts, () => Promise<void>> {
  return {
    write: () => ({}),
    read: () => [],
    does: async ({ sink }) => ({ outcome: await sink.behaves(behaviour) }),
  }
}

async function sees(parts: PeerParts, { at, of, withinTls }: Seen): Promise<Count> {
  const { name, sink, staging } = parts
  const notBefore = staging.now()
  const doubt = await doubtAboutMore(parts)
  const found = withoutSentinels(sink.commands()).filter(
    (command) =>
      command.at === at &&
      (of === undefined || command.of?.toLowerCase() === of.toLowerCase()) &&
      (withinTls === undefined || command.withinTls === withinTls),
  )
  const where = withinTls === undefined ? '' : withinTls ? ' within TLS' : ' in the clear'
  return {
    kind: 'commands',
    of: `${name}, ${at}${of === undefined ? '' : ` of ${of}`}${where}`,
    count: found.length,
    when: { notBefore, notAfter: staging.now() },
    certain: doubt === undefined,
    ...(doubt !== undefined && { doubt }),
  }
}

/** The sessions that no look has reported yet; from here on they count as reported. */
function untold({ sink, told }: PeerParts): readonly string[] {
  const fresh = sink.record().sessions.flatMap(({ id }) => (told.has(id) ? [] : [id]))
  for (const id of fresh) told.add(id)
  return fresh
}

function occasionIn(words: Words): Occasion {
  const at = textIn(words, 'at')
  return {
    at: isUnknownCommand(at) ? at : oneIn(words, 'at', occasions),
    ...(words['of'] !== undefined && { of: textIn(words, 'of') }),
    ...(words['times'] !== undefined && { times: numberIn(words, 'times') }),
  }
}

function refusalIn(words: Words): Refusal {
  return {
    ...occasionIn(words),
    ...(words['saying'] !== undefined && { saying: textIn(words, 'saying') }),
  }
}

const occasions = smtpCommands.filter((command) => command !== 'QUIT')

const isUnknownCommand = (at: string): at is `X${string}` => at.startsWith('X')
