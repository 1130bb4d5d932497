import type { Client } from '#dsl'
import type { RoleParts } from '../reach.ts'
import type { Verbs } from '../verb.ts'
import { finds } from './finds.ts'
import { failsToLogIn, logsIn } from './logins.ts'
import { insists, offers, sends } from './mail.ts'
import { knocks } from './knocks.ts'
import { opens } from './opens.ts'
import { reads, readsReport } from './reads.ts'
import { readsWith } from './reads-with.ts'
import { sendsWith } from './sends-with.ts'

/** What a client of the story can do. */
export const clientVerbs: Verbs<RoleParts, Client> = {
  offers,
  sends,
  insists,
  logsIn,
  failsToLogIn,
  finds,
  reads,
  readsReport,
  knocks,
  opens,
  sendsWith,
  readsWith,
}
