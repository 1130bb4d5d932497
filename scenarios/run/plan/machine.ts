import { onPath } from '#clients'
import type { Needs, Shortfall } from '../../targets/target.ts'

/** What this machine lacks, whatever the target: programs that a story uses to send. */
export const machineShortfalls = ({ uses }: Needs): readonly Shortfall[] =>
  uses.includes('swaks') && onPath('swaks') === undefined
    ? [{ need: 'swaks', why: 'swaks is not installed (Debian: apt-get install swaks)' }]
    : []
