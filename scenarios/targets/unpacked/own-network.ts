import type { Needs, Shortfall } from '../target.ts'

const oneAddress = 'on the bridge network the server sees all clients at one address'

/**
 * What a network apart from this machine's loses. A server that takes the PROXY protocol still tells clients apart;
 * nothing makes the sink and the name servers of this machine be found from there.
 */
export function ownNetworkShortfalls(
  { sources, policy, peers = {}, uses }: Needs,
  seesAddresses: boolean,
): readonly Shortfall[] {
  const cannotUse = (power: Needs['uses'][number], why: string): readonly Shortfall[] =>
    uses.includes(power) ? [{ need: power, why }] : []
  const [first, ...others] = new Set(Object.values(sources))
  const named = /\d+\.\d+\.\d+\.\d+/.exec(JSON.stringify(policy))?.[0]
  const ofAddresses = [
    ...others.map((source) => ({
      need: `source ${source}`,
      why: `${oneAddress}, which already stands for ${first}`,
    })),
    ...(named === undefined
      ? []
      : [{ need: `address ${named}`, why: `${oneAddress}, which the policy does not name` }]),
    ...cannotUse('operator', `${oneAddress}, whatever addresses are configured later`),
  ]
  return [
    ...(seesAddresses ? [] : ofAddresses),
    ...cannotUse('sink', 'the sink of this machine cannot be reached from the bridge network'),
    ...Object.keys(peers).map((role) => ({
      need: `peer ${role}`,
      why: 'servers played on this machine cannot be reached from the bridge network',
    })),
    ...cannotUse('dns', 'the name servers of this machine cannot be reached from the bridge network'),
  ]
}
