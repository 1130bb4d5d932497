/** One session's view of a mailbox. */
export interface MailboxView {
  /** What became of the mailbox since it was last asked, as untagged responses. */
  news(options: { readonly mayExpunge: boolean }): readonly Buffer[]
  close(): void
}
