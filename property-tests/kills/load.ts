import { connect } from 'node:net'
import { RawClient } from '../../reference-server/smtp/testing.ts'

/** What clients know of their messages, by the word in the subject. */
export interface Known {
  readonly offered: Set<string>
  /** Those that the server has answered with 250. */
  readonly acknowledged: Set<string>
}

/** The recipients that have a mailbox at the server. */
export const recipients: readonly string[] = ['bob@local.test', 'carol@local.test']

/** What is sent. */
interface Load {
  readonly known: Known
  /** Returns a word for each message, which no other message has. */
  readonly words: () => string
  /** Called with each message that was answered with 250. */
  readonly onAcknowledged: () => void
  readonly to?: readonly string[]
}

/**
 * Sends messages from several clients, each as soon as the previous one is answered, until the server is gone.
 */
export async function load(
  port: number,
  { known, words, onAcknowledged, to = recipients }: Load,
): Promise<void> {
  const client = async (): Promise<void> => {
    const talk = new RawClient(connect({ port, host: '127.0.0.1', noDelay: true }))
    await talk.reply()
    await talk.says('EHLO load.test')
    for (let answer = ''; answer !== 'closed';) {
      const word = words()
      const paths = to.map((recipient) => `RCPT TO:<${recipient}>`)
      answer = await talk.says('MAIL FROM:<alice@remote.test>', ...paths, 'DATA')
      if (!answer.startsWith('354')) continue
      known.offered.add(word)
      talk.sends(messageOf(word))
      answer = await talk.reply()
      if (!answer.startsWith('250')) continue
      known.acknowledged.add(word)
      onAcknowledged()
    }
    talk.socket.destroy()
  }
  await Promise.all(Array.from({ length: 8 }, client))
}

/** Mostly small ones, and sometimes one that is larger than what is read from a disk at once. */
function messageOf(word: string): string {
  const lines = Number(word) % 40 === 0 ? 5000 : 10
  return `Subject: ${word}\r\n\r\n${`${'x'.repeat(76)}\r\n`.repeat(lines)}.\r\n`
}
