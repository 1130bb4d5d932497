/** Behaviour of a product that cannot be configured: facts from its manual, as data. */
export interface Conduct {
  /**
   * Where AUTH is offered: `always`; where `relay.acceptSmtpAuth` selects it; where `auth.required` asks for it; or
   * `never`, because the manual knows none.
   */
  readonly auth: 'always' | 'when-selected' | 'when-required' | 'never'
  readonly window: {
    /** Whether the window limits when a session may start, or when mail may be sent. */
    readonly judged: 'at-session-start' | 'at-each-recipient'
    /** What an open window grants: all rights of authentication, or relaying only. */
    readonly worth: 'authentication' | 'relaying'
  }
  /** Whether trusted addresses count only while `trust.whitelistTrusted` is on. */
  readonly trustNeedsWhitelisting: boolean
  /** Whether trusted addresses and senders are exempt from greylisting. */
  readonly greylistSparesTrusted: boolean
  /** Where the trusted networks come from until somebody writes them. */
  readonly trustedByDefault: 'profile' | 'interfaces'
}
