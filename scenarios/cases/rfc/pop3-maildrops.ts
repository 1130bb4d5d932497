import type { Account, Claim, Client, Message } from '#dsl'

/** Whose maildrop it is, who fills it, and where it is claimed that this worked. */
export interface Filling {
  readonly laptop: Client
  readonly bob: Account
  readonly claim: Claim<never>
}

/**
 * Puts messages into a maildrop that had none, each after the one before it has arrived: the first is number 1.
 *
 * @param contents what there is to each besides its envelope
 */
export async function fills(
  { laptop, bob, claim }: Filling,
  ...contents: readonly Omit<Message, 'from' | 'to'>[]
): Promise<readonly Message[]> {
  const mails = contents.map((content, nth) => ({
    ...content,
    from: `eve-${nth + 1}@elsewhere.test`,
    to: bob.address,
  }))
  for (const mail of mails) {
    claim(await laptop.sends(mail)).isAccepted()
    claim(await laptop.finds(mail, { in: bob })).once()
  }
  return mails
}
