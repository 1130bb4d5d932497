import { printDuration, writtenKeys } from '#policy-document'
import type { Needs, Shortfall } from '../target.ts'
import type { TargetFile } from './file.ts'
import { comparison, statedValue, valueAt } from './vouches.ts'

/** What a box that nobody here administers can be asked for, once its owner has stated what it does. */
export interface Abilities {
  /** Real milliseconds that may be waited for, in all, within one scenario. */
  readonly patience: number
}

/**
 * Tells which needs a target file leaves open, without a packet sent. A setting the owner has not stated is as much a
 * shortfall as one stated differently.
 */
export function shortfallsOf(needs: Needs, file: TargetFile, { patience }: Abilities): readonly Shortfall[] {
  return [
    ...profileShortfalls(needs, file),
    ...policyShortfalls(needs, file),
    ...accountShortfalls(needs, file),
    ...sourceShortfalls(needs, file),
    ...powerShortfalls(needs, file, patience),
    ...peerShortfalls(needs),
  ]
}

/** What is told of no product is told of every server. */
const profileShortfalls = ({ profile }: Needs, file: TargetFile): readonly Shortfall[] =>
  file.profile === undefined || profile === 'plain' || file.profile === profile
    ? []
    : [{ need: `profile ${profile}`, why: `the target file selects the scenarios of ${file.profile} only` }]

/** What the story states must be stated here too, and what its product fixes. */
function policyShortfalls(needs: Needs, file: TargetFile): readonly Shortfall[] {
  const { policy, fixed = {}, parameters = {} } = needs
  return [policy, fixed].flatMap((document) => {
    const compares = comparison({ ...needs, policy: document }, file)
    return writtenKeys(document).flatMap((key): Shortfall[] => {
      const bounds = parameters[key]
      const value = valueAt(document, key)
      const wanted = bounds ? boundsInWords(value, bounds) : JSON.stringify(value)
      const why = {
        same: undefined,
        unstated: `vouches does not state it; needed: ${wanted}`,
        different: `needed ${wanted}, vouches states ${JSON.stringify(statedValue(file, key))}`,
      }[compares(key)]
      return why === undefined ? [] : [{ need: key, why }]
    })
  })
}

/** `1m to 2h` where the example is a duration, otherwise `1 to 12`. */
const boundsInWords = (
  example: unknown,
  { from, to }: { readonly from: number; readonly to: number },
): string =>
  [from, to].map((bound) => (typeof example === 'string' ? printDuration(bound) : bound)).join(' to ')

function accountShortfalls({ accounts, emptyMailboxes }: Needs, file: TargetFile): readonly Shortfall[] {
  return Object.keys(accounts).flatMap((name): Shortfall[] => {
    const account = file.accounts[name]
    if (!account) return [{ need: `account ${name}`, why: `the target file has no account ${name}` }]
    const canBe = account.mayBeEmptied && (file.services.pop3 ?? file.services.pop3s) !== undefined
    if (emptyMailboxes !== true || canBe) return []
    const why = 'it may hold mail; "mayBeEmptied: true" lets mailspec delete all of it over POP3'
    return [{ need: `an empty mailbox of ${name}`, why }]
  })
}

/** Clients from outside need an address each, clients at a stage address the one that stands for it. */
function sourceShortfalls({ sources }: Needs, file: TargetFile): readonly Shortfall[] {
  const { outside, fixed } = sourcesOf(file)
  const all = Object.values(sources)
  const lacking = all.filter((stage) => !isOutside(stage) && !(stage in fixed))
  const strangers = all.filter(isOutside).length
  return [
    ...lacking.map((stage) => ({
      need: `source ${stage}`,
      why: `sources.at maps no address of this machine to ${stage}`,
    })),
    ...(strangers > Math.max(outside.length, 1)
      ? [
          {
            need: `${strangers} outside addresses`,
            why: `the target file lists ${outside.length || 'no'} source address${outside.length === 1 ? '' : 'es'}`,
          },
        ]
      : []),
  ]
}

function powerShortfalls({ uses }: Needs, file: TargetFile, patience: number): readonly Shortfall[] {
  const lacks: Partial<Record<Needs['uses'][number], string>> = {
    operator: 'mailspec cannot administer it',
    dns: 'mailspec does not control its name servers',
    profileDefaults: "a target file cannot say whether its defaults are the product's",
    ...(hasTls(file) ? {} : { tls: 'the target file says tls: none of each of its services' }),
    ...(file.sink ? {} : { sink: 'the target file names no sink to receive its outgoing mail' }),
    ...(patience > 0 ? {} : { clock: 'its clock cannot be set, and no waiting is allowed (--patience)' }),
  }
  return uses.flatMap((power) => {
    const why = lacks[power]
    return why === undefined ? [] : [{ need: power, why }]
  })
}

const hasTls = ({ services }: TargetFile): boolean =>
  Object.values(services).some((service) => service !== undefined && service.tls !== 'none')

/** We cannot decide where a server of somebody else sends its mail, and what it asks there. */
const peerShortfalls = ({ peers = {} }: Needs): readonly Shortfall[] =>
  Object.keys(peers).map((role) => ({
    need: `peer ${role}`,
    why: 'the servers around it are real ones: none of them is played here',
  }))

/** The addresses to come from: for outsiders, and by the stage address they stand for. */
export const sourcesOf = ({
  sources,
}: TargetFile): {
  readonly outside: readonly string[]
  readonly fixed: Readonly<Record<string, string>>
} =>
  Array.isArray(sources) ? { outside: sources, fixed: {} } : { outside: sources.outside, fixed: sources.at }

/** RFC 5737's third network is kept for clients that may be anybody. */
export const isOutside = (stageAddress: string): boolean => stageAddress.startsWith('203.0.113.')
