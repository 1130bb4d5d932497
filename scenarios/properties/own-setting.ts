import type { PolicySettings } from '#policy-document'
import { lengthOf } from './models/world.ts'
import type { Setting } from './setting.ts'
import { settings } from './settings.ts'

/** What somebody states of a server of their own. */
export interface Stated {
  readonly profile?: string | undefined
  readonly vouches: PolicySettings
  /** The stage addresses that it maps to addresses of this machine. */
  readonly places: readonly string[]
}

const minute = 60_000

/**
 * A server as its owner states it: stories are about the policy it has, whatever that is.
 *
 * @returns undefined where it is not stated whose manual it follows
 */
export function ownSetting({ profile, vouches, places }: Stated): Setting | undefined {
  const model = settings.find(({ product }) => product === profile)
  if (!model) return undefined
  const { popBeforeSmtp, greylist, limits } = vouches
  const spans = [popBeforeSmtp?.window, greylist?.delay].flatMap((each) => (each ? [lengthOf(each)] : []))
  return {
    name: 'own',
    title: 'the server as its owner states it',
    product: model.product,
    policy: vouches,
    clauses: model.clauses,
    spans: [...spans, ...(limits?.messagesPerHour === undefined ? [] : [60 * minute]), minute],
    addresses: {
      laptop: '203.0.113.10',
      neighbour: '203.0.113.11',
      office: places[0] ?? '203.0.113.12',
    },
  }
}
