/** What a product does in its own way and lets nobody choose: facts of its manual, as data. */
export interface Conduct {
  /**
   * Where AUTH is offered: `always`; where `relay.acceptSmtpAuth` selects it; where `auth.required` asks for it; or
   * `never`, because the manual knows none.
   */
  readonly auth: 'always' | 'when-selected' | 'when-required' | 'never'
  readonly window: {
    /** The minutes say when a session may start, or when mail may be sent. */
    readonly judged: 'at-session-start' | 'at-each-recipient'
    /** What an open window is worth: all that authentication is, or relaying alone. */
    readonly worth: 'authentication' | 'relaying'
  }
  /** Whether trusted addresses count only while `trust.whitelistTrusted` is on. */
  readonly trustNeedsWhitelisting: boolean
  /** Whether the grey list leaves trusted addresses and senders alone. */
  readonly greylistSparesTrusted: boolean
  /** Where the trusted networks come from while nobody has written them. */
  readonly trustedByDefault: 'profile' | 'interfaces'
}
