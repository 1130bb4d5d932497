import { nothing, type Asked, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { stage } from '../adapter/kind.ts'
import { policySocket } from './postgrey.ts'

/** An option that takes whole numbers of a unit, one at least. */
const option = (name: string, value: number, unit: number): ReturnType<SettingRow> =>
  value > 0 && value % unit === 0
    ? { lines: { postgrey: [`--${name}=${value / unit}`] } }
    : { why: `--${name} takes whole ${unit === day ? 'days' : 'seconds'}, at least one` }

const day = 86_400_000

/**
 * Grey lists, asked by Postfix for recipients here. What is refused for another reason is not asked about: it would be
 * remembered.
 *
 * @param spared whom the list leaves alone, as restrictions that permit
 */
export const greylistRows = (spared: (asked: Asked) => readonly string[]): SettingTable => ({
  'greylist.enabled': (asked) =>
    asked.policy.greylist.enabled
      ? {
          lines: {
            main: [
              'smtpd_restriction_classes = greylisted',
              `greylisted = check_policy_service unix:${policySocket}`,
            ],
            recipients: [
              ...spared(asked),
              'reject_unlisted_recipient',
              `check_recipient_access inline:{ ${local} }`,
            ],
          },
        }
      : nothing(),
  'greylist.delay': ({ policy }) => option('delay', policy.greylist.delay, 1000),
  'greylist.retention': ({ policy }) => option('max-age', policy.greylist.retention, day),
})

const local = stage.localDomains.map((domain) => `{ ${domain} = greylisted }`).join(', ')
