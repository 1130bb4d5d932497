import { serve } from '../../reference-server/main.ts'
import type { Io } from './io.ts'
import { productNamed } from './profiles.ts'

export interface ServeCommand {
  readonly profile: string
  readonly policy?: string
  readonly host?: string
  readonly smtp?: number
  readonly submission?: number
  readonly pop3?: number
  readonly imap?: number
  readonly home?: string
  readonly data?: string
  readonly explain?: boolean
}

/** Ports that need no special rights. */
const usualPorts = { mx: 2525, submission: 2587, pop3: 2110, imap: 2143 }

/**
 * `mailspec serve`: runs the reference server until it is told to stop, and prints its endpoints, one a line.
 *
 * @throws UsageError for an unknown profile
 */
export function serveCommand(options: ServeCommand, io: Io): Promise<number> {
  const { profile, policy, host, home, data, explain, smtp, submission, pop3, imap } = options
  const named = Object.fromEntries(
    Object.entries({ mx: smtp, submission, pop3, imap }).filter(([, port]) => port !== undefined),
  )
  return serve(
    {
      profile: productNamed(profile),
      policyFile: policy,
      ports: Object.keys(named).length > 0 ? named : undefined,
      usualPorts,
      host,
      home,
      data,
      explain,
    },
    { out: (line) => io.out(`${line}\n`), err: (line) => io.err(`mailspec: ${line}\n`) },
  )
}
