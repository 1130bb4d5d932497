import type { Dns } from '#dsl'
import type { StagedDns } from '../../../targets/target.ts'
import type { Verbs } from '../verb.ts'
import { objectIn, textIn } from '../words.ts'

export interface DnsParts {
  readonly dns: StagedDns
}

/** What a story can tell the name servers that the target asks. */
export const dnsVerbs: Verbs<DnsParts, Dns> = {
  answers: {
    write: ([name, records]) => ({ name, records }),
    read: (words) => [textIn(words, 'name'), objectIn(words, 'records')],
    does: async ({ dns }, [name, records]) => ({ outcome: await dns.answers(name, records) }),
  },
}
