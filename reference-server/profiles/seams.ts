import type { Policy } from '../policy/document/document.ts'
import { linesThatCount, meansLocalSenders } from './bypass-file.ts'
import { wordsOfHost } from './hosts-file.ts'
import { killedBy } from './kill-file.ts'

/** Where the bypass file stands, in the installation folder. @see icewarp.submission.bypass-file-place */
const bypassFilePlace = ({ submission }: Policy): string | undefined => submission.bypassFile

/** The questions about a product's files that a saboteur may answer. */
export const profileSeams = {
  'bypass-file.place': bypassFilePlace,
  'bypass-file.lines': linesThatCount,
  'bypass-file.means-local-senders': meansLocalSenders,
  'hosts-file.words': wordsOfHost,
  'kill-file.entry': killedBy,
} as const

export type ProfileSeams = typeof profileSeams
