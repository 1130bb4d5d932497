import type { TestContext } from 'vitest'
import { settle, type Asked } from '../adapter/fragments.ts'
import type { ServerKind } from '../adapter/kind.ts'
import type { Target } from '../target.ts'

type Policy = Asked['policy']

/** Settings no policy may write yet, since no product of the suite has their rules. */
export interface Unwritten {
  readonly sender?: Partial<Policy['sender']>
  readonly limits?: Partial<Policy['limits']>
}

/** A kind of server that has settings in its policy, whatever it is asked for. */
export const having = (kind: ServerKind, { sender = {}, limits = {} }: Unwritten): ServerKind => ({
  ...kind,
  configures: (parts) => {
    const { written, policy, ...others } = parts.asked
    const asked: Asked = {
      ...others,
      written: new Set([
        ...written,
        ...Object.keys(sender).map((name) => `sender.${name}`),
        ...Object.keys(limits).map((name) => `limits.${name}`),
      ]),
      policy: {
        ...policy,
        sender: { ...policy.sender, ...sender },
        limits: { ...policy.limits, ...limits },
      },
    }
    const settled = settle(asked, kind.settings, kind.title)
    if (!('lines' in settled)) throw new Error('a setting has no row')
    return kind.configures({ ...parts, asked, settled })
  },
})

/** Skips the tests of a target that takes seconds, and a machine that can run it, where it is not to be run. */
export function needsTarget(
  target: Target,
  variable: 'MAILSPEC_NATIVE' | 'MAILSPEC_DOCKER' = 'MAILSPEC_NATIVE',
) {
  const reason = process.env[variable] === undefined ? `${variable} is not set` : target.obstacles?.()[0]?.why
  return ({ skip }: Pick<TestContext, 'skip'>): void => skip(reason !== undefined, reason)
}
