import type { Peer } from './scripted-peer.ts'

/** The script of a server that greets and gives one answer to each line, then waits for the client to leave. */
export const answering =
  (greeting: string, ...answers: readonly string[]) =>
  async ({ says, answers: give, hears }: Peer) => {
    says(greeting)
    for (const answer of answers) await give(answer)
    await hears()
  }
