import { printAddressPattern, readAddressPattern } from '../policy/addresses/address-pattern.ts'
import type { PolicyDocument } from '../policy/document/document.ts'
import type { Profile } from '../policy/document/profile.ts'

/**
 * The defaults that a profile takes from the machine: a layer below all others.
 *
 * @param networks those of the machine's interfaces: `192.0.2.7/24`
 */
export function groundOf({ conduct, patternForms }: Profile, networks: readonly string[]): PolicyDocument {
  if (conduct.trustedByDefault !== 'interfaces') return {}
  const trusted = networks.map((text) => {
    const pattern = readAddressPattern(text, patternForms)
    return 'problem' in pattern ? text : printAddressPattern(pattern)
  })
  return { relay: { trusted } }
}
