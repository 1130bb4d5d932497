/** The flags a client may find on a message (RFC 3501 §2.3.2); \Recent is the session's own. */
export const systemFlags: readonly string[] = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft']

/** Gives flags as FETCH shows them: `(\Seen \Recent)`. */
export const flagList = (flags: ReadonlySet<string>, isRecent: boolean): string =>
  `(${[...flags, ...(isRecent ? ['\\Recent'] : [])].join(' ')})`
