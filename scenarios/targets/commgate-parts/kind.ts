import type { Asked } from '../adapter/fragments.ts'
import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { trustedSenders } from '../postfix/settings.ts'
import { postfixDovecot } from '../postfix-dovecot/kind.ts'
import { faults, postgreyFiles, postgreyReload, postgreyStart } from '../postgrey/postgrey.ts'
import { greylistRows } from '../postgrey/settings.ts'

/** The parts of CommGate according to its manual: Postfix with Dovecot, and greylisting by Postgrey. */
export const commgateParts: ServerKind = {
  ...postfixDovecot,
  name: 'commgate-parts',
  title: 'Postfix with Dovecot and Postgrey',
  packages: [...postfixDovecot.packages, 'postgrey'],
  programs: { ...postfixDovecot.programs, Postgrey: 'postgrey' },
  settings: { ...postfixDovecot.settings, ...greylistRows(spared) },
  configures,
  faults: new RegExp(`${postfixDovecot.faults.source}|${faults.source}`),
}

/** A client that has authenticated does not try again by itself; some products also spare those that are trusted. */
function spared({ conduct, policy }: Asked): readonly string[] {
  const trusted = conduct.greylistSparesTrusted ? ['permit_mynetworks', ...trustedSenders(policy)] : []
  return ['permit_sasl_authenticated', ...trusted]
}

function configures(parts: Parts): Configuration {
  const pair = postfixDovecot.configures(parts)
  // Without greylisting only two of the three run.
  if (!parts.asked.written.has('greylist.enabled')) return pair
  return {
    ...pair,
    files: { ...pair.files, ...postgreyFiles(parts.settled.lines('postgrey')) },
    start: `${postgreyStart}\n${pair.start}`,
    reload: `${postgreyReload}\n${pair.reload}`,
  }
}
