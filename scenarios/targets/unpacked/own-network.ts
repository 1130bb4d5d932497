import type { Needs, Shortfall } from '../target.ts'

const oneAddress = 'in a network of its own the server sees every client at one address'

/**
 * What a network apart from this machine's loses. A server that takes the PROXY protocol still tells clients apart;
 * nothing makes the sink and the name servers of this machine be found from there.
 */
export function ownNetworkShortfalls(
  { sources, policy, uses }: Needs,
  seesAddresses: boolean,
): readonly Shortfall[] {
  const cannotUse = (power: Needs['uses'][number], why: string): readonly Shortfall[] =>
    uses.includes(power) ? [{ need: power, why }] : []
  const [first, ...others] = new Set(Object.values(sources))
  const named = /\d+\.\d+\.\d+\.\d+/.exec(JSON.stringify(policy))?.[0]
  const ofAddresses = [
    ...others.map((source) => ({
      need: `source ${source}`,
      why: `${oneAddress}, and ${first} is there already`,
    })),
    ...(named === undefined
      ? []
      : [{ need: `address ${named}`, why: `${oneAddress}, which is none the policy names` }]),
    ...cannotUse('operator', `${oneAddress}, whatever addresses are set later`),
  ]
  return [
    ...(seesAddresses ? [] : ofAddresses),
    ...cannotUse('sink', 'from a network of its own the sink of this machine is out of reach'),
    ...cannotUse('dns', 'from a network of its own the name servers of this machine are out of reach'),
  ]
}
