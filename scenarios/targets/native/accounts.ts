import { createHash } from 'node:crypto'
import type { StagedAccount } from '../target.ts'
import type { ServerKind } from '../adapter/kind.ts'

/** Accounts of a server for addresses of the stage: the same address has the same password in every story. */
export const accountsOf = (addresses: readonly string[], { noLogin }: ServerKind): readonly StagedAccount[] =>
  addresses.map((address) => ({
    address,
    login: address.toLowerCase(),
    password: `secret-${createHash('sha256').update(address).digest('hex').slice(0, 12)}`,
    ...(noLogin !== undefined && { noLogin }),
  }))
