import { either, keyword, type Parser } from './parser.ts'

const statusItems = [
  'MESSAGES',
  'RECENT',
  'UIDNEXT',
  'UIDVALIDITY',
  'UNSEEN',
  'DELETED-STORAGE',
  'DELETED',
  'SIZE',
  'HIGHESTMODSEQ',
  'APPENDLIMIT',
] as const

/** What STATUS counts (RFC 3501 §6.3.10, RFC 7162 §3.1.7, RFC 7889, RFC 8438, RFC 9208). */
export type StatusItem = (typeof statusItems)[number]

export const statusItem: Parser<StatusItem> = either<StatusItem>(...statusItems.map((word) => keyword(word)))
