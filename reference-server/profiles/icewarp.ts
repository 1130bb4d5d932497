import type { Profile } from '../policy/document/profile.ts'

/** IceWarp, by its page on security settings. */
export const icewarp: Profile = {
  name: 'icewarp',
  title: 'IceWarp',
  patternForms: new Set(['address', 'cidr', 'range', 'octet-mask', 'host-name']),
  conduct: {
    auth: 'always',
    window: { judged: 'at-session-start', worth: 'authentication' },
    trustNeedsWhitelisting: true,
    greylistSparesTrusted: false,
    trustedByDefault: 'profile',
  },
  settings: {
    'relay.mode': { name: '(relaying is restricted)', fixed: 'restricted' },
    'relay.trusted': { name: 'Trusted IPs', default: ['127.0.0.1'] },
    'auth.failureCancelsAddress': { name: '(a failed AUTH costs the address its rights)', fixed: false },
    'popBeforeSmtp.enabled': { name: 'POP before SMTP (Min), check box' },
    'popBeforeSmtp.window': { name: 'POP before SMTP (Min), number' },
    'popBeforeSmtp.logins': { name: '(logins that open the window)', fixed: ['pop3', 'imap'] },
    'submission.enabled': { name: 'c_mail_smtp_delivery_messagesubmission', default: false },
    'submission.port': { name: '2nd basic port of the SMTP service', default: 587 },
    'submission.bypassFile': {
      name: '<install_dir>/Config/submissionbypass.dat',
      default: 'Config/submissionbypass.dat',
    },
    'sender.rejectUnauthorizedLocal': {
      name: "Reject if originator's domain is local and not authorized",
    },
    'tls.versions': { name: '(what the TLS library allows)', fixed: [] },
    'antispam.whitelist': { name: 'Whitelist' },
    'antispam.blacklist': { name: 'Blacklist' },
    'trust.whitelistTrusted': {
      name: 'Whitelist trusted IPs and authenticated sessions',
      default: true,
    },
    'antispam.skipListsForUntrustedLocal': {
      name: 'SpamSkipBypassLocalUntrusted (API Console only)',
      default: true,
    },
    'webmail.smtpServer': { name: 'SMTP Server (WebClient - General)' },
    'webmail.smtpCredentials': { name: '<smtp_user>, <smtp_pass> in server.xml' },
    'admin.changeActivation': { name: '(changes act at once)', fixed: 'immediate' },
  },
}
