/**
 * The engine's answer: permit, or deny with the rule that denied and the name of the reply. It does not choose words.
 */
export type Decision = Permit | Denial

export interface Permit {
  readonly permits: true
}

export interface Denial {
  readonly permits: false
  /** The rule that decided. */
  readonly by: string
  /** A name in the protocol's table of replies; the class of the reply (4yz or 5yz) is stored there. */
  readonly reply: string
  /** Values for the reply's text: `{ domain: 'remote.test' }`. */
  readonly words?: Readonly<Record<string, string>>
  /** True when the connection ends with the reply. */
  readonly closes?: true
}

export const permit: Permit = { permits: true }

export const deny = (by: string, reply: string, more: Pick<Denial, 'words' | 'closes'> = {}): Denial => ({
  permits: false,
  by,
  reply,
  ...more,
})
