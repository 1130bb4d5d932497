import type { Account, Operator } from '#dsl'
import { StepRefused } from '../../../evidence/faults.ts'
import type { StagedAccount, StagedOperator } from '../../../targets/target.ts'
import type { Verbs } from '../verb.ts'
import { objectIn, textIn, textsIn } from '../words.ts'

export interface OperatorParts {
  readonly operator: StagedOperator
  /** Makes a new account available to the story. */
  readonly welcome: (account: StagedAccount) => Account
}

/** What an administrator can do. */
export const operatorVerbs: Verbs<OperatorParts, Operator> = {
  sets: {
    write: ([policy]) => ({ policy }),
    read: (words) => [objectIn(words, 'policy')],
    does: async ({ operator }, [policy]) => ({ outcome: await operator.sets(policy) }),
  },
  adds: {
    write: ([address]) => ({ address }),
    read: (words) => [textIn(words, 'address')],
    does: async ({ operator, welcome }, [address]) => ({ outcome: welcome(await operator.adds(address)) }),
  },
  writes: {
    write: ([file, lines]) => ({ file, lines }),
    read: (words) => [textIn(words, 'file'), textsIn(words, 'lines')],
    does: async ({ operator }, [file, lines]) => ({ outcome: await operator.writes(file, lines) }),
  },
  removes: {
    write: ([file]) => ({ file }),
    read: (words) => [textIn(words, 'file')],
    does: async ({ operator }, [file]) => ({ outcome: await operator.writes(file, undefined) }),
  },
  runs: {
    write: ([command]) => ({ command }),
    read: (words) => [textIn(words, 'command')],
    does: async ({ operator }, [command]) => {
      const result = await operator.runs(command)
      return 'problem' in result
        ? { stops: new StepRefused(`the tool refused "${command}": ${result.problem}`) }
        : { outcome: undefined }
    },
  },
  restarts: {
    write: () => ({}),
    read: () => [],
    does: async ({ operator }) => ({ outcome: await operator.restarts() }),
  },
  connects: {
    write: ([networks]) => ({ networks }),
    read: (words) => [textsIn(words, 'networks')],
    does: async ({ operator }, [networks]) => ({ outcome: await operator.connects(networks) }),
  },
}
