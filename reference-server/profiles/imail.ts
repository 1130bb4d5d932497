import type { Profile } from '../policy/document/profile.ts'

/** IMail Server, by its page on SMTP security. */
export const imail: Profile = {
  name: 'imail',
  title: 'IMail Server',
  patternForms: new Set(['address', 'mask']),
  conduct: {
    auth: 'never',
    window: { judged: 'at-each-recipient', worth: 'relaying' },
    trustNeedsWhitelisting: false,
    greylistSparesTrusted: false,
    trustedByDefault: 'profile',
  },
  settings: {
    'relay.mode': { name: 'Relay mail for anyone / Relay mail for / No Mail Relay', default: 'open' },
    'relay.trusted': { name: 'Relay mail for: addresses (Accept as Local)' },
    'relay.hostsFile': {
      name: String.raw`\winnt\system32\drivers\etc\hosts`,
      default: 'hosts',
    },
    'auth.failureCancelsAddress': { name: '(a failed AUTH costs the address its rights)', fixed: false },
    'popBeforeSmtp.enabled': { name: '(POP before SMTP)', fixed: false },
    'sender.refuseNull': { name: 'Refuse NULL <> Senders' },
    'sender.requireAddressForm': { name: 'Check valid sender', default: false },
    'sender.block': { name: 'kill file (entries)' },
    'sender.killFile': { name: 'kill file (kill.lst)', default: 'kill.lst' },
    'access.mode': { name: 'Granted Access / Denied Access' },
    'access.exceptions': { name: 'Deny Access On / Grant Access On' },
    'lists.remoteMail': { name: 'Allow remote mail to local lists' },
    'lists.remoteView': { name: 'Allow remote view of local lists' },
    'tls.versions': { name: '(what the TLS library allows)', fixed: [] },
    'copyAll.mailbox': { name: '(copy of every message to a mailbox)' },
    'admin.changeActivation': {
      name: 'stop and restart of the SMTP service (for address lists)',
      default: 'service-restart',
    },
  },
}
