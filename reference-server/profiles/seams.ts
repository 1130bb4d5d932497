import type { Policy } from '../policy/document/document.ts'
import { meansLocalSenders } from './bypass-file.ts'

/** Where the bypass file stands, in the installation folder. @see icewarp.submission.bypass-file-place */
const bypassFilePlace = ({ submission }: Policy): string | undefined => submission.bypassFile

/** The questions about a product's files that a saboteur may answer. */
export const profileSeams = {
  'bypass-file.place': bypassFilePlace,
  'bypass-file.means-local-senders': meansLocalSenders,
} as const

export type ProfileSeams = typeof profileSeams
