import type { Account, Claim, Client, Message, Pop3Talk } from '#dsl'

type Answer = Awaited<ReturnType<Pop3Talk['says']>>

/** Whose maildrop it is, who uses it, and where it is claimed that this worked. */
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

/** Opens a session and logs in. */
export async function logsIn({ laptop, bob, claim }: Filling): Promise<Pop3Talk> {
  const session = await laptop.opens('pop3')
  claim(await session.logsIn(bob)).isAccepted()
  return session
}

const mostTries = 20

/** Logs in as soon as a maildrop is free whose session broke off: a server may need a moment to notice. */
export async function logsInAgain({ laptop, bob, claim }: Filling): Promise<Pop3Talk> {
  for (let tries = 1; ; tries++) {
    const session = await laptop.opens('pop3')
    const login = await session.logsIn(bob)
    if (login.succeeded || tries === mostTries) {
      claim(login).isAccepted()
      return session
    }
    await session.quits()
  }
}

/** The octets of the message in an answer, each line end counted as two. */
export const octetsIn = ({ data }: Answer): number => data.reduce((sum, line) => sum + line.length + 2, 0)

/** The second word of a line of LIST or UIDL: the size or the unique-id of that message. */
export const ofMessage = (number: number, { data }: Answer): string =>
  data.find((line) => line.startsWith(`${number} `))?.split(' ')[1] ?? 'not listed'

/** The first line of the answer to STAT that agrees with one to LIST. */
export function totalsOf({ data }: Answer): RegExp {
  const octets = data.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)
  return new RegExp(`^\\+OK ${data.length} ${octets}(?: |$)`)
}
