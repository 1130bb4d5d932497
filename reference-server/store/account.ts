import type { StoredOctets } from './octets.ts'
import type { Problem } from './problem.ts'
import type { Tables } from './store.ts'

/** A message in a folder, as it was when requested. */
export interface Message {
  /** Grows within a folder and is never given twice. */
  readonly uid: number
  /** The number of its last change, within the folder. */
  readonly modseq: number
  readonly receivedAt: number
  /** IMAP's flags: `\\Seen`. */
  readonly flags: ReadonlySet<string>
  /** With CRLF line ends. */
  readonly octets: StoredOctets
}

/**
 * A message to be added. Octets in memory are the folder's own from here on, and 0x80 stands for each NUL among them;
 * stored ones are there once more.
 */
export interface NewMessage {
  readonly octets: Buffer | StoredOctets
  readonly receivedAt: number
  readonly flags?: ReadonlySet<string>
}

/** A copy of a message to be added to a folder as part of a larger transaction. */
export interface Copy {
  /** Adds it to the folder. Octets are taken as those of a new message are. */
  write(octets: Buffer | StoredOctets, table: Tables): Message
  /** Tells sessions of it, once the work is written. */
  isWritten(): void
}

/** How flags change (RFC 3501 §6.4.6). */
export interface FlagChange {
  readonly how: 'add' | 'remove' | 'replace'
  readonly flags: ReadonlySet<string>
  /** Leaves messages alone that changed after the change of that number (RFC 7162 §3.1.3). */
  readonly unchangedSince?: number | undefined
}

/** What became of a message whose flags were to be changed. */
export interface Flagged {
  /** As it is now. */
  readonly message: Message
  /** The number of its change before. */
  readonly before: number
  /** Whether it was left alone, as it had changed since. */
  readonly isLeft: boolean
}

/** The counts of a folder (RFC 3501 §6.3.10). */
export interface FolderCounts {
  readonly messages: number
  readonly unseen: number
  /** Those flagged as deleted. */
  readonly deleted: number
  /** Those not yet taken as recent by a session. */
  readonly recent: number
  readonly uidNext: number
  readonly modseq: number
}

/** What changed in a folder from one of its states to the next. */
export interface FolderChanges {
  /** The number of the last change. */
  readonly modseq: number
  /** What arrived or changed flags, each message once and as it is now. */
  readonly changed: readonly Message[]
  /** UIDs of messages that are no longer there, as far as a view may still show them. */
  readonly expunged: readonly number[]
}

/** Numbers from one to another, both included. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Which messages are wanted: all, and nothing is done unless they are there, or those of them that are. */
export type Which = 'all' | 'those there are'

/** Where a copy of a message went. */
export interface Copied {
  readonly from: number
  readonly to: number
}

/** The right to a maildrop, held by one POP3 session. */
export interface MaildropLock {
  /** Releases it; a second call has no effect, whoever holds the lock by then. */
  release(): void
}

/** A folder of messages. UIDs that do not exist are skipped: another session may have removed them. */
export interface Folder {
  readonly name: string
  /** The epoch of the UIDs: two messages with the same UIDVALIDITY and UID are the same message. */
  readonly uidValidity: number
  counts(): Promise<FolderCounts>
  /** The keywords of its messages, past and present. */
  keywords(): readonly string[]
  hasRoomForKeywords(): boolean
  /**
   * Adds a message, which is on disk when this settles.
   *
   * @param alongside written together with it or not at all
   */
  append(message: NewMessage, alongside?: (table: Tables) => void): Promise<Message | Problem>
  /** Prepares the addition of a message within a transaction of the caller. */
  prepare(message: Pick<NewMessage, 'receivedAt' | 'flags'>): Copy
  /** The messages with UIDs of a range. */
  fetch(uids: Range): Promise<readonly Message[]>
  /** @returns the messages as they are then, changed or not */
  store(uids: readonly number[], change: FlagChange): Promise<readonly Message[] | Problem>
  /**
   * Copies messages to another folder of the account, with their flags; all or none.
   *
   * @param which whether messages that are no longer there are a problem
   */
  copy(uids: readonly number[], to: string, which?: Which): Promise<readonly Copied[] | Problem>
  /** Copies and removes; all or none. */
  move(uids: readonly number[], to: string, which?: Which): Promise<readonly Copied[] | Problem>
  /**
   * @param which removes only those that are flagged as deleted by then
   * @returns the UIDs of the messages that were removed by this call
   */
  expunge(uids: readonly number[], which?: 'deleted'): Promise<readonly number[] | Problem>
  /** What changed after the change of that number. */
  changesSince(modseq: number): Promise<FolderChanges>
  /** Opens a view of the folder for a session. */
  view(options: ViewOptions): Promise<FolderView>
  /**
   * Takes the lock of a POP3 session (RFC 1939 §8); undefined while another session holds it. It does not block
   * appends.
   */
  lock(): MaildropLock | undefined
}

/** How a session looks at a folder. */
export interface ViewOptions {
  /** A view that only reads leaves messages recent to the next session. */
  readonly isReadOnly: boolean
  /** Is called when there may be news. */
  readonly onChange: () => void
}

/** A message under the sequence number it has in a session. */
export interface NumberedMessage {
  readonly number: number
  readonly message: Message
}

/** A message that a session wanted to have other flags. */
export interface NumberedFlagged extends NumberedMessage {
  /** Whether it was left alone, as it had changed since. */
  readonly isLeft: boolean
}

/** What changed in a folder since a session was last told. */
export interface News {
  /**
   * The numbers of removed messages, the highest first, so that each is right once those before it in this list are
   * gone.
   */
  readonly expunged: readonly number[]
  /** Their UIDs, in order. */
  readonly expungedUids: readonly number[]
  /** Messages whose flags another session changed, under their numbers after that. */
  readonly changed: readonly NumberedMessage[]
  /** How many messages have arrived. */
  readonly arrived: number
}

/**
 * What one session sees of a folder: its sequence numbers, which change only when `news` is called, and the changes it
 * has not been told. A removed message stays readable until the session has been told.
 */
export interface FolderView {
  readonly isReadOnly: boolean
  /** By sequence number less one. */
  readonly uids: readonly number[]
  /** The number of the first message not seen when the view was opened. */
  readonly firstUnseen: number | undefined
  isRecent(uid: number): boolean
  recentCount(): number
  /** The messages from one number to another, both included. */
  fetch(range: Range): Promise<readonly NumberedMessage[]>
  /** The numbers of the messages with UIDs from one to another; from more than to where there are none. */
  numbersOf(uids: Range): Range
  /** Changes flags as this session wants it, which is not news to it. */
  store(uids: readonly number[], change: FlagChange): Promise<readonly NumberedFlagged[] | Problem>
  /** What is new, at a cost proportional to the changes, not to the folder. */
  news(options: { readonly mayExpunge: boolean }): Promise<News>
  close(): void
}

/** The folders of one address. */
export interface Account {
  /** The names of its folders, INBOX among them. */
  folders(): Promise<readonly string[]>
  /** INBOX, in any case of letters, is always there. A folder is opened at once unless it has to be made first. */
  open(name: string): Folder | Problem | Promise<Folder | Problem>
  /**
   * Makes a folder, and those above it that are missing; `/` stands between levels.
   *
   * @param use what the folder is for (RFC 6154): `\\Drafts`
   */
  create(name: string, use?: string): Promise<Folder | Problem>
  /** Removes a folder and its messages; folders within it stay, and sessions that look at it see it empty. */
  remove(name: string): Promise<Problem | undefined>
  /**
   * Gives a folder and those within it other names. INBOX stays, and its messages go to the new folder (RFC 3501
   * §6.3.5).
   */
  rename(from: string, to: string): Promise<Problem | undefined>
  /** What folders are for, by name. */
  uses(): ReadonlyMap<string, string>
  /** Names that are subscribed to, of folders or not; INBOX from the beginning. */
  subscriptions(): readonly string[]
  /** Subscribes to the name of a folder. */
  subscribe(name: string): Promise<Problem | undefined>
  unsubscribe(name: string): Promise<Problem | undefined>
}

/** All accounts by address; letter case is ignored. */
export interface Accounts {
  of(address: string): Account
}
