import type { Account, RealReader } from '#dsl'
import { openForwarder, readWithImapflow } from '#clients'
import type { FolderReading } from './mailbox-look.ts'
import { reaches, stepRefused, type RoleParts } from './reach.ts'

const programs: Readonly<Record<RealReader, typeof readWithImapflow>> = { imapflow: readWithImapflow }

export const readerNames = ['imapflow'] as const satisfies readonly RealReader[]

/**
 * Reads a folder with a program people use. It talks to a forwarder that binds this client's address and records what
 * passes.
 */
export const readsFolderWith =
  (program: RealReader): FolderReading =>
  async (parts: RoleParts, account: Account, folder: string, sessions: string[]) => {
    const { address: to, tap } = await reaches(parts, 'imap')
    sessions.push(tap.id)
    const { login, password } = parts.secretOf(account)
    tap.masks(password)
    await using forwarder = await openForwarder({ to, opens: () => tap, signal: parts.signal })
    const address = { ...forwarder.address, ...(to.tls && { tls: to.tls }) }
    const reading = await programs[program]({ address, login, password, folder })
    if ('texts' in reading) return reading.texts
    const step = `${program} could not read folder ${folder} of ${account.address}`
    throw stepRefused(parts, tap.id, { step, said: reading.why })
  }
