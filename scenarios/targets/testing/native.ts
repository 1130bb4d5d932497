import { settle, type Asked } from '../native/fragments.ts'
import type { ServerKind } from '../native/kind.ts'
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

/** Why a target that takes seconds, and a machine that can run it, is not tested here; undefined where it is. */
export function whyNotHere(
  target: Target,
  variable: 'MAILSPEC_NATIVE' | 'MAILSPEC_DOCKER' = 'MAILSPEC_NATIVE',
): string | undefined {
  if (process.env[variable] === undefined) return `skipped: ${variable} is not set`
  const [obstacle] = target.obstacles?.() ?? []
  return obstacle && `skipped: ${obstacle.why}`
}
