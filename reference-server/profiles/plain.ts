import type { Profile } from '../policy/document/profile.ts'

/**
 * A mail server that is no product: it takes mail for its own domains from anybody, and relays for those who
 * authenticate. Rules of the RFCs are told of it.
 */
export const plain: Profile = {
  name: 'plain',
  title: 'A mail server as it is usually set up',
  patternForms: new Set(['address', 'cidr']),
  conduct: {
    auth: 'always',
    window: { judged: 'at-each-recipient', worth: 'relaying' },
    trustNeedsWhitelisting: false,
    greylistSparesTrusted: false,
    trustedByDefault: 'profile',
  },
  settings: {
    'relay.mode': { name: 'relaying', fixed: 'restricted' },
    'limits.messageSize': { name: 'largest message', default: '10MB' },
    'auth.failureCancelsAddress': { name: '(a failed AUTH costs the address its rights)', fixed: false },
    'tls.versions': { name: '(what the TLS library allows)', fixed: [] },
    'admin.changeActivation': { name: '(changes act at once)', fixed: 'immediate' },
  },
}
