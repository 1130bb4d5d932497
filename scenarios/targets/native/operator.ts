import type { PolicyDocument } from '#policy-document'
import { HarnessFault, NeedUnmet } from '../../evidence/faults.ts'
import type { Needs, StagedAccount, StagedOperator } from '../target.ts'
import { accountsOf } from './accounts.ts'
import { collisions } from '../adapter/addresses.ts'
import { configurer } from './configurer.ts'
import { askedOf, type Asked } from '../adapter/fragments.ts'
import type { Instance } from './instance.ts'
import type { ServerKind } from '../adapter/kind.ts'
import { spansNamed } from '../adapter/named.ts'

/** What is changed of a server while a story is told, and what is in force by then. */
export interface Changing {
  readonly operator: StagedOperator
  readonly asked: () => Asked
}

/** The operator of a running server: each change makes it read another configuration. */
export function operatorOf(kind: ServerKind, needs: Needs, instance: Instance): Changing {
  const changes: PolicyDocument[] = []
  const addresses = Object.values(needs.accounts)
  const asked = (): Asked => askedOf(needs, changes)
  const staged = (): readonly StagedAccount[] => accountsOf(addresses, kind)
  const applies = async (): Promise<void> => {
    const [collision] = collisions(Object.values(needs.sources), spansNamed(asked()))
    if (collision) throw new NeedUnmet(collision.need, collision.why)
    instance.spoilt = true
    await instance.reconfigures(configurer(kind, asked(), staged()))
  }
  const operator: StagedOperator = {
    sets: async (change) => {
      changes.push(change)
      await applies()
    },
    adds: async (address) => {
      addresses.push(address)
      await applies()
      const account = staged().find((each) => each.address === address)
      if (!account) throw new HarnessFault(`the account ${address} was not created`)
      return account
    },
    writes: (file) => unmet(`file ${file}`, `${kind.title} does not read the product's own files`),
    runs: (command) => unmet(`tool ${command}`, `${kind.title} does not have the product's own tool`),
    restarts: () => instance.restarts(),
    connects: () => unmet('interfaces', 'mailspec does not change the network interfaces of this machine'),
  }
  return { operator, asked }
}

const unmet = (need: string, why: string): Promise<never> => Promise.reject(new NeedUnmet(need, why))
