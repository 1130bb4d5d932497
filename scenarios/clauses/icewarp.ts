import { clauseTable } from './clause-table.ts'

/** What IceWarp's manual says about the security of its mail service. */
export const icewarpClauses = clauseTable([
  {
    id: 'icewarp.pop-before-smtp.pop-login-grants',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement:
      'With POP before SMTP on, a successful POP3 login MUST let SMTP sessions opened afterwards from the same IP address act without SMTP AUTH as if they had authenticated.',
    level: 'must',
    protocols: ['pop3', 'smtp'],
    settings: [
      { key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' },
      {
        key: 'popBeforeSmtp.window',
        name: 'POP before SMTP (Min), number',
        type: 'integer',
        unit: 'minutes',
      },
    ],
    observation: [
      'From untrusted IP U, alice logs in over POP3 (+OK to PASS) and quits; then U opens SMTP without AUTH and sends MAIL FROM:<alice@local.test>, RCPT TO:<x@remote.test>: both answer 250 and the remote sink receives the message.',
      'Control: before any POP3 login the same RCPT from U is refused with 5xx.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.pop-before-smtp.imap-login-grants',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement:
      'With POP before SMTP on, a successful IMAP login MUST open the same relay window as a POP3 login.',
    level: 'must',
    protocols: ['imap', 'smtp'],
    settings: [
      { key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' },
      {
        key: 'popBeforeSmtp.window',
        name: 'POP before SMTP (Min), number',
        type: 'integer',
        unit: 'minutes',
      },
      { key: 'popBeforeSmtp.logins', name: '(logins that open the window)', type: 'list of pop3, imap' },
    ],
    observation: [
      'From U, alice sends IMAP LOGIN (tagged OK) and LOGOUT; then an unauthenticated SMTP session from U is allowed RCPT TO:<x@remote.test> (250).',
      'Control: from U without a login and without AUTH the same RCPT TO:<x@remote.test> is refused with 5xx.',
    ],
    ambiguity:
      'Other products count POP3 logins only (kerio.relay.imap-login-no-grant); here IMAP is named beside POP.',
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.pop-before-smtp.failed-login-grants-nothing',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement:
      'A POP3 or IMAP connection that did not authenticate successfully MUST NOT open the relay window.',
    level: 'must',
    protocols: ['pop3', 'imap', 'smtp'],
    settings: [{ key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' }],
    observation: [
      'From U, POP3 USER alice / PASS wrong answers -ERR (and IMAP LOGIN with a wrong password answers NO); SMTP RCPT TO:<x@remote.test> from U is then still refused with 5xx.',
      'Control: the right password over the same protocol from U then makes the same RCPT answer 250.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.pop-before-smtp.same-ip-only',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement:
      'The window MUST apply to SMTP sessions from the IP address that made the POP3 or IMAP login, and MUST NOT apply to any other address.',
    level: 'must',
    protocols: ['pop3', 'imap', 'smtp'],
    settings: [{ key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' }],
    observation: [
      'alice logs in over POP3 from U; an unauthenticated SMTP session from V asking RCPT TO:<x@remote.test> is refused, the same session from U is accepted.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.pop-before-smtp.window-expires',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement:
      'The right to start an SMTP session on the strength of a POP3 or IMAP login MUST end when the configured number of minutes since the login has passed.',
    level: 'must',
    protocols: ['pop3', 'imap', 'smtp'],
    settings: [
      {
        key: 'popBeforeSmtp.window',
        name: 'POP before SMTP (Min), number',
        type: 'integer',
        unit: 'minutes',
      },
    ],
    observation: [
      'With P=1, alice logs in from U; a new SMTP session from U just before the minute ends may relay, one opened just after it is refused RCPT TO:<x@remote.test>.',
    ],
    time: 'P minutes',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.pop-before-smtp.session-started-in-window',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement:
      'The POP-before-SMTP window limits when a session may start; a session started within the window SHOULD keep its rights until it ends.',
    level: 'should',
    protocols: ['pop3', 'smtp'],
    settings: [
      {
        key: 'popBeforeSmtp.window',
        name: 'POP before SMTP (Min), number',
        type: 'integer',
        unit: 'minutes',
      },
    ],
    observation: [
      'With P=1, U logs in over POP3, opens SMTP at once, waits past the minute and then sends MAIL and RCPT TO:<x@remote.test>: 250.',
      'Control: an SMTP session that U opens at the very moment of that RCPT is refused, so the window is shut.',
    ],
    time: 'P minutes',
    ambiguity:
      "The manual says the address may 'initialize' a session during the minutes. Reading chosen: the check is made when the SMTP session opens. A server that checks at RCPT time is reported as a variant, not as a failure.",
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.pop-before-smtp.same-rights-as-auth',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement:
      'A session opened in the window MUST have every right an SMTP-authenticated session has, including relaying and using a local sender while unauthorized local senders are rejected.',
    level: 'must',
    protocols: ['pop3', 'smtp'],
    settings: [
      { key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' },
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'With the local-originator check on, U (in the window) sends MAIL FROM:<alice@local.test> to bob@local.test and to x@remote.test: 250 each, both delivered; a session opened after the window is refused the same.',
      "With 'Whitelist trusted IPs and authenticated sessions' ticked, GTUBE sent by U in the window reaches bob unmarked, as it does after AUTH; sent outside the window it is marked or refused.",
    ],
    time: 'P minutes',
    ambiguity:
      "'The same rights' is read to include the antispam bypass of authenticated sessions; whether port 587 also counts the window as authentication is recorded only.",
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.pop-before-smtp.account-not-checked',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement:
      'The window MAY be keyed on the IP address alone, so that the envelope sender need not be the address that logged in.',
    level: 'may',
    protocols: ['pop3', 'smtp'],
    settings: [{ key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' }],
    observation: [
      'alice logs in over POP3 from U; U then sends MAIL FROM:<bob@local.test>, RCPT TO:<x@remote.test>; record whether it is accepted (reference: accepted).',
    ],
    ambiguity:
      "The manual grants the right to 'a local email address' but binds it only to the IP address. Reading chosen: keyed on IP; the account is remembered as the session's identity. Informational for third-party servers.",
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.pop-before-smtp.off',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement: 'With POP before SMTP off, a POP3 or IMAP login MUST NOT give any SMTP right.',
    level: 'must',
    protocols: ['pop3', 'imap', 'smtp'],
    settings: [{ key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' }],
    observation: [
      'Option off; alice logs in over POP3 and over IMAP from U; an unauthenticated RCPT TO:<x@remote.test> from U is refused.',
      'Control: with the option on, the same login and RCPT from U answer 250.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.pop-before-smtp.renewed-by-login',
    product: 'icewarp',
    area: 'pop-before-smtp',
    place: 'POP before SMTP (Min)',
    statement: 'Every further successful login from the address SHOULD restart the window.',
    level: 'should',
    protocols: ['pop3', 'imap', 'smtp'],
    settings: [
      {
        key: 'popBeforeSmtp.window',
        name: 'POP before SMTP (Min), number',
        type: 'integer',
        unit: 'minutes',
      },
    ],
    observation: [
      'P=2: logins at 0 and 90 seconds; a session opened at 180 seconds may relay, one at 220 seconds may not.',
    ],
    time: '2 x P minutes',
    ambiguity: 'Implied: each successful connection gives the stated number of minutes.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.local-originator.rejects-unauthorized',
    product: 'icewarp',
    area: 'sender-checks',
    place: "Reject if originator's domain is local and not authorized",
    statement:
      'With the local-originator check on, mail whose sender claims a local domain MUST be rejected when the session is not authorized, even if the recipient is local.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      "Untrusted U, no AUTH, no POP login: MAIL FROM:<alice@local.test>, RCPT TO:<bob@local.test> is refused with 5xx at MAIL or RCPT (at the latest after DATA); bob's mailbox stays empty.",
      'Control: MAIL FROM:<x@remote.test>, RCPT TO:<bob@local.test> from U is accepted and delivered in the same configuration.',
      'Control: with the option off the refused transaction is accepted.',
    ],
    ambiguity:
      'The manual gives no reply text. Reading chosen: 5xx at MAIL; the test accepts a refusal at MAIL, RCPT or end of DATA.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.local-originator.off',
    product: 'icewarp',
    area: 'sender-checks',
    place: "Reject if originator's domain is local and not authorized",
    statement:
      'With the local-originator check off, an unauthorized session claiming a local sender MUST still be able to send to local recipients.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      'Option off; U sends MAIL FROM:<alice@local.test>, RCPT TO:<bob@local.test>: accepted and delivered to bob.',
      'Control: with the option on, the same transaction is refused.',
    ],
    ambiguity: 'Implied: the refusal is tied to the check box.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.local-originator.smtp-auth-authorizes',
    product: 'icewarp',
    area: 'sender-checks',
    place: "Reject if originator's domain is local and not authorized",
    statement: 'SMTP authentication MUST count as authorization for the local-originator check.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      'U authenticates as alice with AUTH (235), then MAIL FROM:<alice@local.test> and RCPT TO:<bob@local.test> answer 250.',
      'Control: without AUTH the same MAIL or RCPT from U is refused.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.local-originator.trusted-ip-authorizes',
    product: 'icewarp',
    area: 'sender-checks',
    place: "Reject if originator's domain is local and not authorized",
    statement:
      'Connecting from an IP address that is allowed to relay MUST count as authorization for the local-originator check.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'From trusted IP T without AUTH, MAIL FROM:<alice@local.test>, RCPT TO:<bob@local.test> answer 250.',
      'Control: the same transaction from U is refused.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.local-originator.pop-before-smtp-authorizes',
    product: 'icewarp',
    area: 'sender-checks',
    place: "Reject if originator's domain is local and not authorized",
    statement: 'An open POP-before-SMTP window MUST count as authorization for the local-originator check.',
    level: 'must',
    protocols: ['pop3', 'imap', 'smtp'],
    settings: [
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
      { key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' },
    ],
    observation: [
      'alice logs in over POP3 from U; then MAIL FROM:<alice@local.test>, RCPT TO:<bob@local.test> from U answer 250.',
      'Control: before the login the same transaction from U is refused.',
    ],
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.local-originator.domain-is-enough',
    product: 'icewarp',
    area: 'sender-checks',
    place: "Reject if originator's domain is local and not authorized",
    statement:
      'The check MUST apply to senders in every domain hosted on the server, including sender names that do not exist there.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      'From U, MAIL FROM:<nobody-here@local.test> and MAIL FROM:<alice@second.test> (second.test also hosted) to a local recipient are both refused.',
      'Control: MAIL FROM:<x@remote.test>, RCPT TO:<bob@local.test> from U is accepted and delivered in the same configuration.',
    ],
    ambiguity:
      "Implied: from 'claims to be'; neither further domains nor unknown names are mentioned. 'Claims to be from your local domain' is read as a test of the domain part of the envelope sender. Later pages of the vendor also look at the From header field; that is informational only.",
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.local-originator.foreign-sender-unaffected',
    product: 'icewarp',
    area: 'sender-checks',
    place: "Reject if originator's domain is local and not authorized",
    statement:
      'The local-originator check MUST NOT affect unauthenticated mail from non-local sender domains to local recipients.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      'From U, MAIL FROM:<x@remote.test>, RCPT TO:<bob@local.test>: 250/250 and delivered.',
      'Control: MAIL FROM:<alice@local.test> from U is refused in the same configuration, so the option is acting.',
    ],
    ambiguity: 'Implied: the option names local originators only.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.local-originator.mail-via-other-server-rejected',
    product: 'icewarp',
    area: 'sender-checks',
    place: "Reject if originator's domain is local and not authorized",
    statement:
      "A local user's mail that arrives through some other SMTP server (the user's ISP, or a hotel network that captures SMTP) is rejected too: authentication to that server gives no authorization here.",
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      "A relay host at V (not trusted) delivers alice@local.test's message to bob@local.test without authenticating: the refusal is the same as for a forged sender, and V must bounce it.",
      'Control: the same letter brought by V with a remote.test sender is accepted.',
    ],
    ambiguity:
      "Documented as a side effect to be aware of; it stays testable. The manual says the option 'can' do this: a consequence of the rule, seen from the server as any unauthorized local sender.",
    testable: 'session',
    thirdParty: 'yes',
    derived: {
      from: 'icewarp.local-originator.rejects-unauthorized',
      why: 'To this server such mail is that of any unauthorized local sender, which the rule refuses; authenticating elsewhere changes nothing here.',
    },
  },
  {
    id: 'icewarp.antispam.untrusted-local-skips-whitelist',
    product: 'icewarp',
    area: 'antispam',
    place: 'Note on whitelist and blacklist',
    statement:
      'When the remote side claims a local sender but the session is neither authenticated nor from a trusted IP, the server MUST NOT apply the whitelist to the message.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      { key: 'antispam.whitelist', name: 'Whitelist', type: 'list of address patterns, * wildcard' },
      {
        key: 'antispam.skipListsForUntrustedLocal',
        name: 'SpamSkipBypassLocalUntrusted (API Console only)',
        type: 'boolean',
        default: 'on',
        defaultBasis: 'implied',
      },
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      'Whitelist alice@local.test, local-originator rejection off; from U send a message scoring as spam with MAIL FROM:<alice@local.test> to bob: it is treated as spam although its sender is whitelisted.',
      'Control: with x@remote.test on the same whitelist, the same letter from it is delivered unmarked, so the whitelist works.',
    ],
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.antispam.untrusted-local-skips-blacklist',
    product: 'icewarp',
    area: 'antispam',
    place: 'Note on whitelist and blacklist',
    statement:
      'When the remote side claims a local sender but the session is neither authenticated nor from a trusted IP, the server MUST NOT apply the blacklist to the message.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      { key: 'antispam.blacklist', name: 'Blacklist', type: 'list of address patterns, * wildcard' },
      {
        key: 'antispam.skipListsForUntrustedLocal',
        name: 'SpamSkipBypassLocalUntrusted (API Console only)',
        type: 'boolean',
        default: 'on',
        defaultBasis: 'implied',
      },
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      'Blacklist alice@local.test, local-originator rejection off; from U send a clean message with that sender to bob: it is delivered, neither marked nor refused.',
      'Control: with y@remote.test on the same blacklist, a clean message from it is treated as spam.',
    ],
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.antispam.untrusted-local-other-rules-apply',
    product: 'icewarp',
    area: 'antispam',
    place: 'Note on whitelist and blacklist',
    statement:
      'After whitelist and blacklist are skipped for an unauthorized local sender, the message MUST go through the normal processing with all the other rules.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'antispam.skipListsForUntrustedLocal',
        name: 'SpamSkipBypassLocalUntrusted (API Console only)',
        type: 'boolean',
        default: 'on',
        defaultBasis: 'implied',
      },
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      'Local-originator rejection off: from U, GTUBE with the sender alice@local.test to bob is scored and handled as spam, and a message to an unknown recipient or above the size limit is answered as for any sender.',
      'Control: a clean message from U with that sender is delivered unmarked.',
      'With the rejection on, the local-originator check refuses the sender as usual.',
    ],
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.antispam.lists-apply-when-authorized',
    product: 'icewarp',
    area: 'antispam',
    place: 'Note on whitelist and blacklist',
    statement:
      'For a local sender in an authenticated session or from a trusted IP, and for non-local senders, whitelist and blacklist MUST keep working.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      { key: 'antispam.whitelist', name: 'Whitelist', type: 'list of address patterns, * wildcard' },
      { key: 'antispam.blacklist', name: 'Blacklist', type: 'list of address patterns, * wildcard' },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'From U, a spam-like message from whitelisted x@remote.test is delivered unmarked, and a clean one from blacklisted y@remote.test is treated as spam.',
      "'Whitelist trusted IPs and authenticated sessions' unticked (it would bypass antispam and hide the lists): after AUTH as alice, the spam-like message from whitelisted alice@local.test is unmarked, and a clean one is treated as spam when alice is blacklisted instead.",
      'Control: the spam-like message from an unlisted sender is marked.',
    ],
    ambiguity: 'Implied by the condition of the note.',
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.antispam.pop-window-counts-as-authenticated',
    product: 'icewarp',
    area: 'antispam',
    place: 'Note on whitelist and blacklist; POP before SMTP',
    statement:
      'A session opened in a POP-before-SMTP window MUST count as authenticated for the skipping of the lists, so the lists apply to its local sender.',
    level: 'must',
    protocols: ['pop3', 'smtp'],
    settings: [
      { key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' },
      { key: 'antispam.whitelist', name: 'Whitelist', type: 'list of address patterns, * wildcard' },
      { key: 'antispam.blacklist', name: 'Blacklist', type: 'list of address patterns, * wildcard' },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'Session bypass unticked, alice@local.test blacklisted: after a POP3 login from U, a clean message with that sender is treated as spam.',
      'Control: from V, which never logged in, the same message is not treated as spam (lists skipped).',
    ],
    ambiguity: 'Implied: the window gives the rights of an authenticated session.',
    testable: 'session',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.antispam.skip-switch-api-only',
    product: 'icewarp',
    area: 'administration',
    place: 'Note on whitelist and blacklist',
    statement:
      'The skipping of whitelist and blacklist for unauthorized local senders MUST be on by default and MUST be switchable only through the API variable SpamSkipBypassLocalUntrusted; with the variable off, the lists apply to them again.',
    level: 'must',
    protocols: ['admin', 'smtp'],
    settings: [
      {
        key: 'antispam.skipListsForUntrustedLocal',
        name: 'SpamSkipBypassLocalUntrusted (API Console only)',
        type: 'boolean',
        default: 'on',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      'Through the admin API set SpamSkipBypassLocalUntrusted to 0, repeat the whitelisted-local-sender case from U: the whitelist now applies; set it to 1: skipped again.',
      'The ordinary settings interface offers no such switch.',
    ],
    ambiguity:
      "'It can be turned off' implies on by default. The reference exposes it only in the tool/API surface, not in the profile's settings screen.",
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.antispam.reason-code-h',
    product: 'icewarp',
    area: 'antispam',
    place: 'Note on whitelist and blacklist',
    statement:
      'When the lists are skipped for an unauthorized local sender, the server MUST report the message with the bypass reason H.',
    level: 'must',
    protocols: ['smtp', 'admin'],
    settings: [
      {
        key: 'antispam.skipListsForUntrustedLocal',
        name: 'SpamSkipBypassLocalUntrusted (API Console only)',
        type: 'boolean',
        default: 'on',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      'Send the untrusted-local message from U; the antispam log entry (and, where the server writes one, the spam-report header) of that message carries reason code H; a message from an authorized session does not.',
      'Control: with SpamSkipBypassLocalUntrusted off, the same message carries no code H.',
    ],
    ambiguity:
      'Where the code shows is not said. Reading chosen: in the antispam log line of the message, plus a trace header (for example X-Spam-Reason: H) in the reference.',
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.trusted-ips.no-auth-needed',
    product: 'icewarp',
    area: 'relay',
    place: 'Trusted IPs list',
    statement:
      'SMTP connections from an address on the Trusted IPs list MUST be allowed to send anywhere without authentication.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'From T (listed), no AUTH: MAIL FROM:<alice@local.test>, RCPT TO:<x@remote.test> answer 250 and the sink receives the message; from U the RCPT is refused.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.trusted-ips.requires-whitelist-option',
    product: 'icewarp',
    area: 'relay',
    place: 'Trusted IPs list',
    statement:
      "The exemption from authentication MUST hold only while the antispam option 'Whitelist trusted IPs and authenticated sessions' is ticked.",
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: ['Option unticked: from T without AUTH, RCPT TO:<x@remote.test> is refused; tick it: 250.'],
    ambiguity:
      "Literal reading of 'necessary'. It makes relaying depend on an antispam check box, which is unusual; the reference follows the letter for this profile only.",
    testable: 'session',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.trusted-ips.antispam-bypass',
    product: 'icewarp',
    area: 'antispam',
    place: 'Trusted IPs list',
    statement:
      "While 'Whitelist trusted IPs and authenticated sessions' is ticked, the antispam engine MUST use the Trusted IPs list as a bypass list, so mail from those addresses is not marked as spam.",
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'From T send GTUBE to bob: delivered unmarked; the same message from U is marked or refused.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.trusted-ips.antispam-bypass-off',
    product: 'icewarp',
    area: 'antispam',
    place: 'Trusted IPs list',
    statement:
      "With 'Whitelist trusted IPs and authenticated sessions' unticked, mail from trusted IPs MUST go through antispam like any other mail.",
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'Option unticked: GTUBE from T to bob is marked or refused.',
      'Control: with the option ticked, the same GTUBE from T is delivered unmarked; a clean message is delivered either way.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.trusted-ips.authenticated-sessions-bypass',
    product: 'icewarp',
    area: 'antispam',
    place: 'Trusted IPs list',
    statement:
      "While 'Whitelist trusted IPs and authenticated sessions' is ticked, mail in authenticated sessions MUST bypass antispam as well.",
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'From U with AUTH as alice, GTUBE to bob is delivered unmarked; with the option unticked it is marked.',
    ],
    ambiguity: "Implied. Taken from the option's own name.",
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.trusted-ips.single-address',
    product: 'icewarp',
    area: 'relay',
    place: 'IP Address dialog',
    statement: 'A Trusted IPs entry MAY be one IP address and MUST then match exactly that address.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: ['Entry 192.0.2.10: a client at .10 relays, one at .11 is refused.'],
    ambiguity: 'Tested from loopback addresses of the same shape; the block the manual writes is an example.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.trusted-ips.cidr',
    product: 'icewarp',
    area: 'relay',
    place: 'Add',
    statement: 'A Trusted IPs entry MAY be written in CIDR notation and MUST then match the whole block.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: ['Entry 192.0.2.0/28: .1 and .14 relay without AUTH, .16 is refused.'],
    ambiguity: 'Tested from loopback addresses of the same shape; the block the manual writes is an example.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.trusted-ips.range',
    product: 'icewarp',
    area: 'relay',
    place: 'IP Address dialog',
    statement:
      'A Trusted IPs entry MAY be a range in the last octet such as 192.168.0.1-50 and MUST then match both ends and everything between them, and nothing else.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: ['Entry 192.168.0.1-50: .1, .25 and .50 relay without AUTH; .51 is refused.'],
    ambiguity: 'Tested from loopback addresses of the same shape; the block the manual writes is an example.',
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.trusted-ips.mask',
    product: 'icewarp',
    area: 'relay',
    place: 'IP Address dialog',
    statement: 'A Trusted IPs entry MAY be a mask and MUST then match every address that the mask covers.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: ['Entry 192.168.7.* : 192.168.7.200 relays, 192.168.8.1 is refused.'],
    ambiguity:
      "The picture that showed the masks is missing. Reading chosen: a * for whole octets (the product's bypass syntax), plus address/bits. Tested from loopback addresses of the same shape; the block the manual writes is an example.",
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.trusted-ips.host-name',
    product: 'icewarp',
    area: 'relay',
    place: 'IP Address dialog',
    statement:
      'A Trusted IPs entry MAY be a host name and MUST then match a client whose address that name resolves to.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'With DNS giving trusted-host.test A 192.0.2.20 and the entry trusted-host.test, the client at .20 relays; after the record moves to .21, .21 relays and .20 does not.',
    ],
    ambiguity:
      "Reading chosen: forward lookup of the listed name compared with the peer address (not the PTR of the peer), so a forged PTR gives nothing. Tested so: as for the other forms, with the name in the run's DNS.",
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.trusted-ips.order-kept',
    product: 'icewarp',
    area: 'administration',
    place: 'Arrows',
    statement:
      'The Trusted IPs list MUST be ordered, let an administrator move an entry up or down, and keep that order.',
    level: 'must',
    protocols: ['admin'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'Through the admin surface add a, b, c, move c up: reading the list (and the text file) back gives a, c, b; the relay verdicts do not change.',
    ],
    ambiguity: 'No effect of the order on the verdict is documented; reading chosen: any match suffices.',
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.trusted-ips.edit-entry',
    product: 'icewarp',
    area: 'administration',
    place: 'Add, Edit',
    statement: 'Adding or editing a Trusted IPs entry MUST change which clients are trusted accordingly.',
    level: 'must',
    protocols: ['admin', 'smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: ['Change 192.0.2.10 to 192.0.2.12: .12 relays on its next connection, .10 is refused.'],
    ambiguity:
      'No restart is mentioned (IMail demands one); reading chosen: immediate. Tested from loopback addresses of the same shape; the block the manual writes is an example.',
    testable: 'admin',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.trusted-ips.text-file',
    product: 'icewarp',
    area: 'administration',
    place: 'Edit File',
    statement:
      'The Trusted IPs list MUST be kept in a plain text file of IP ranges that can be edited directly, an edited entry having the same effect as one entered in the dialog.',
    level: 'must',
    protocols: ['admin', 'smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'Append a line with 192.0.2.30 to the file and reload: the client at .30 relays, and the list read through the admin surface contains it.',
      'Control: before the reload and after the line is taken out again (reload), .30 is refused.',
    ],
    ambiguity:
      'File name and syntax are not given; reading chosen: one entry per line, order kept, # starts a comment. Tested from loopback addresses of the same shape; the block the manual writes is an example.',
    testable: 'admin',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.trusted-ips.file-has-examples',
    product: 'icewarp',
    area: 'administration',
    place: 'Edit File',
    statement:
      'The text file of the Trusted IPs list MUST carry usage examples that do not themselves count as entries.',
    level: 'must',
    protocols: ['admin'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'Read the freshly created file: it contains commented example lines; none of the example addresses is allowed to relay.',
      'Control: an entry written in the form of one of the examples does act after a reload.',
    ],
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.trusted-ips.localhost-by-default',
    product: 'icewarp',
    area: 'relay',
    place: 'Submission Username and Password',
    statement:
      'By default localhost (127.0.0.1) MUST be among the trusted hosts, so SMTP from the machine itself needs no authentication.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'Fresh configuration: from 127.0.0.1 without AUTH, RCPT TO:<x@remote.test> answers 250; remove the entry and it is refused.',
    ],
    ambiguity:
      'Together with trusted-ips.requires-whitelist-option this implies that the whitelist option is ticked by default.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.auth-required',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port (RFC4409)',
    statement:
      'With the submission port feature on, port 587 MUST require authentication before a message can be submitted.',
    level: 'must',
    protocols: ['submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
      {
        key: 'submission.port',
        name: '2nd basic port of the SMTP service',
        type: 'integer',
        unit: 'port',
        default: '587',
      },
    ],
    observation: [
      'U connects to 587, EHLO, MAIL FROM:<x@remote.test> without AUTH: refused (530 5.7.0 expected), nothing is delivered.',
      'Control: after AUTH as alice on 587 the transaction from alice@local.test is accepted and delivered.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.auth-accepted',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port (RFC4409)',
    statement:
      'After successful authentication on port 587 the user MUST be able to send to local and remote recipients.',
    level: 'must',
    protocols: ['submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
      {
        key: 'submission.port',
        name: '2nd basic port of the SMTP service',
        type: 'integer',
        unit: 'port',
        default: '587',
      },
    ],
    observation: [
      'U on 587: AUTH as alice 235, MAIL FROM:<alice@local.test>, RCPT to bob@local.test and x@remote.test: 250 each, both delivered.',
      'Control: a wrong password answers 535, and without AUTH the same MAIL is refused.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.rfc4409',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port (RFC4409)',
    statement:
      'The submission port MUST behave as an RFC 4409 message submission service: ESMTP with AUTH offered and unauthenticated submission refused with a permanent reply.',
    level: 'must',
    protocols: ['submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
      {
        key: 'submission.port',
        name: '2nd basic port of the SMTP service',
        type: 'integer',
        unit: 'port',
        default: '587',
      },
    ],
    observation: [
      'EHLO on 587 lists AUTH; RSET, NOOP and QUIT work before AUTH; MAIL before AUTH answers 530 (5.7.0 when enhanced codes are offered).',
    ],
    ambiguity: 'Implied: only the heading names the RFC; the replies are taken from it.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.port25-for-unauthenticated',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port (RFC4409)',
    statement:
      'With the submission port feature on, port 25 MUST keep accepting unauthenticated server-to-server mail for local recipients.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      'From U on port 25, MAIL FROM:<x@remote.test>, RCPT TO:<bob@local.test>: 250/250, delivered.',
      'Control: in the same configuration the same transaction on 587 is refused for want of authentication, so the feature is on.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.port25-no-auth',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port (RFC4409)',
    statement:
      'With the submission port feature on, port 25 is for unauthenticated traffic and MUST NOT make AUTH available.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      'EHLO on 25 lists no AUTH, and AUTH PLAIN sent anyway is refused (502, 503 or 504), so a client cannot gain relay rights on 25.',
      'Control: on 587 EHLO lists AUTH and the same credentials answer 235; with the feature off, 25 offers AUTH.',
    ],
    ambiguity:
      "Implied. 'Used only for communication that is not authenticated' is read as AUTH withdrawn from 25. A server that merely tolerates AUTH on 25 counts as a variant.",
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.users-forced-to-587',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port (RFC4409)',
    statement:
      'With the submission port feature on, users from untrusted addresses MUST NOT be able to submit mail on port 25; they must use 587.',
    level: 'must',
    protocols: ['smtp', 'submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
      {
        key: 'submission.port',
        name: '2nd basic port of the SMTP service',
        type: 'integer',
        unit: 'port',
        default: '587',
      },
    ],
    observation: [
      'alice from U tries to send to x@remote.test on 25 (with or without trying AUTH): refused; on 587 with AUTH: accepted.',
    ],
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.port25-always-filtered',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port (RFC4409)',
    statement:
      'Mail taken on port 25 from clients that are not trusted MUST pass the antispam and antivirus filters and rules set for unauthenticated communication.',
    level: 'must',
    protocols: ['smtp'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'From U on 25 send GTUBE and an EICAR attachment to bob: both are treated by the filters; the GTUBE message sent on 587 with AUTH by alice bypasses antispam as an authenticated session (whitelist option ticked).',
      'Control: a clean message from U on 25 arrives untouched.',
    ],
    ambiguity:
      "Trusted addresses keep their bypass (icewarp.trusted-ips.antispam-bypass); 'all' is about what users would otherwise send authenticated.",
    testable: 'session',
    thirdParty: 'yes',
    waitsFor: 'antispam and antivirus filters',
  },
  {
    id: 'icewarp.submission.enable-by-api',
    product: 'icewarp',
    area: 'administration',
    place: 'Submission Port (RFC4409), step 1',
    statement:
      "The API call 'tool modify system c_mail_smtp_delivery_messagesubmission 1' MUST switch the submission rule on, and the rule is off until then.",
    level: 'must',
    protocols: ['admin', 'submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      'Fresh server: MAIL without AUTH on 587 to a local recipient is not refused for submission; run the call (value 1): MAIL without AUTH is refused; value 0: as before.',
    ],
    ambiguity: "Off by default follows from the steps and from 'if enabled via API'.",
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.second-basic-port',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port (RFC4409), step 3',
    statement:
      'The submission rule MUST act on port 587 only when 587 is configured as the second basic port of the SMTP service.',
    level: 'must',
    protocols: ['admin', 'submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
      {
        key: 'submission.port',
        name: '2nd basic port of the SMTP service',
        type: 'integer',
        unit: 'port',
        default: '587',
      },
    ],
    observation: [
      'Feature on, second basic port 587: unauthenticated MAIL on 587 refused. Move 587 to another listener slot (for example first basic or TLS) with the feature on: the rule is not applied there.',
    ],
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.existing-local-sender-permitted',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port note',
    statement:
      'The submission port MUST permit an envelope sender in a local domain whose account exists on the server.',
    level: 'must',
    protocols: ['submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      'Authenticated on 587 as alice: MAIL FROM:<bob@local.test> (existing) answers 250.',
      'Control: in the same session MAIL FROM:<xxx@local.test> (no such account) is refused.',
    ],
    ambiguity:
      'The note does not say whether the session is authenticated. Reading chosen: yes, because the port requires authentication; the existence of the sender is judged, not its ownership.',
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.submission.unknown-local-sender-rejected',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port note',
    statement:
      'The submission port MUST reject an envelope sender in a local domain when the account does not exist there, unless a bypass applies.',
    level: 'must',
    protocols: ['submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
      { key: 'submission.bypassFile', name: '<install_dir>/Config/submissionbypass.dat', type: 'file' },
    ],
    observation: [
      'On 587, MAIL FROM:<xxx@local.test> (no such account) without AUTH is refused, and in the reference also after AUTH as alice (5xx at MAIL or RCPT).',
      'Control: after AUTH as alice, MAIL FROM:<alice@local.test> answers 250; without this the refusal before AUTH proves nothing.',
    ],
    ambiguity:
      "A second reading is possible: the manual's note could describe sessions without AUTH, an existing local sender being let through unauthenticated. It would contradict 'requires authentication', so it is not adopted; the suite asserts only what both readings share and reports the rest.",
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.submission.bypass-lifts-unknown-sender',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port note and Bypass',
    statement:
      'With a submission bypass for local senders in place, a local-domain sender without an account MUST no longer be rejected for submission.',
    level: 'must',
    protocols: ['submission', 'admin'],
    settings: [
      { key: 'submission.bypassFile', name: '<install_dir>/Config/submissionbypass.dat', type: 'file' },
    ],
    observation: [
      'AUTH as alice on 587: without the file MAIL FROM:<xxx@local.test> is refused; create submissionbypass.dat with the line l: and repeat: 250.',
      'Control: MAIL FROM:<xxx@remote.test> without AUTH stays refused.',
    ],
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.bypass-local-sender',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port Bypass',
    statement:
      'With the bypass in place, a session whose envelope sender is local MUST be exempt from the submission requirement.',
    level: 'must',
    protocols: ['submission', 'admin'],
    settings: [
      { key: 'submission.bypassFile', name: '<install_dir>/Config/submissionbypass.dat', type: 'file' },
    ],
    observation: [
      'submissionbypass.dat with l: ; from U on 587 without AUTH, MAIL FROM:<alice@local.test>, RCPT TO:<bob@local.test> is not refused for missing authentication.',
      'Control: without the file the same MAIL is refused 530.',
    ],
    ambiguity:
      'Reading chosen: the bypass waives only the submission rule; relaying to remote domains from an untrusted address still needs authorization, and the local-originator check, if on, still answers.',
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.bypass-not-for-foreign-sender',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port Bypass',
    statement: 'An l: bypass MUST NOT exempt sessions whose envelope sender is not local.',
    level: 'must',
    protocols: ['submission', 'admin'],
    settings: [
      { key: 'submission.bypassFile', name: '<install_dir>/Config/submissionbypass.dat', type: 'file' },
    ],
    observation: [
      'With l: in the file, from U on 587 without AUTH, MAIL FROM:<x@remote.test> is still refused 530.',
      'Control: MAIL FROM:<alice@local.test> without AUTH passes in the same configuration.',
    ],
    ambiguity: "Implied by 'when MAIL FROM is local'.",
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.bypass-file-place',
    product: 'icewarp',
    area: 'administration',
    place: 'Submission Port Bypass, steps 1 and 3',
    statement:
      'The bypass MUST be read from a file named submissionbypass.dat in the Config folder of the installation directory; without that file there is no bypass.',
    level: 'must',
    protocols: ['admin', 'submission'],
    settings: [
      { key: 'submission.bypassFile', name: '<install_dir>/Config/submissionbypass.dat', type: 'file' },
    ],
    observation: [
      'Put the file elsewhere or under another name: MAIL FROM:<xxx@local.test> on 587 stays refused; put it in <install_dir>/Config/: accepted; delete it: refused again.',
    ],
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.bypass-file-syntax',
    product: 'icewarp',
    area: 'administration',
    place: 'Submission Port Bypass, step 2',
    statement:
      "The bypass file MUST use the product's standard bypass syntax, in which a line with the prefix l: and no value stands for any local sender.",
    level: 'must',
    protocols: ['admin', 'submission'],
    settings: [
      { key: 'submission.bypassFile', name: '<install_dir>/Config/submissionbypass.dat', type: 'file' },
    ],
    observation: [
      "A file with the single line 'l:' bypasses local senders; an empty file or an unknown prefix bypasses nobody.",
      'Control: the bypass acts again as soon as the line l: is back.',
    ],
    ambiguity:
      "The manual shows only the l: prefix. The vendor's other pages list further prefixes (s: r: a: i: w: f: t:), one condition to a line; a server may read them, only l: is tested.",
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.bypass-combines-with-local-check',
    product: 'icewarp',
    area: 'submission',
    place: "Submission Port Bypass; Reject if originator's domain is local and not authorized",
    statement:
      'A submission bypass MUST NOT switch off the local-originator check, which still demands authorization.',
    level: 'must',
    protocols: ['submission', 'smtp', 'admin'],
    settings: [
      { key: 'submission.bypassFile', name: '<install_dir>/Config/submissionbypass.dat', type: 'file' },
      {
        key: 'sender.rejectUnauthorizedLocal',
        name: "Reject if originator's domain is local and not authorized",
        type: 'boolean',
      },
    ],
    observation: [
      'Bypass l: present and the local-originator option on: from U on 587 without AUTH, MAIL FROM:<alice@local.test> is refused by that option; option off: accepted.',
    ],
    ambiguity:
      'Implied. The manual names the two features separately; reading chosen: each answers for itself.',
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.foreign-sender-after-auth',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port note',
    statement:
      "The submission port permits senders of the server's own domains; an authenticated session MAY be allowed a sender in another domain.",
    level: 'may',
    protocols: ['submission'],
    settings: [
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      'Authenticated on 587 as alice: MAIL FROM:<x@remote.test>, RCPT TO:<bob@local.test>; record whether it is accepted (reference: accepted).',
    ],
    ambiguity: 'Not settled by the manual; informational for every server.',
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.webmail.authenticates-by-default',
    product: 'icewarp',
    area: 'webmail',
    place: 'Submission Port warning',
    statement: 'The web client MUST authenticate by default when it sends mail over SMTP.',
    level: 'must',
    protocols: ['http', 'submission'],
    settings: [{ key: 'webmail.smtpServer', name: 'SMTP Server (WebClient - General)', type: 'host[:port]' }],
    observation: [
      'Log in to webmail as alice and send a message: the SMTP session it opens contains AUTH as alice before MAIL.',
    ],
    ambiguity: "Tested so: the web client's SMTP Server setting points at a recording server of the suite.",
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.webmail.smtp-server-port',
    product: 'icewarp',
    area: 'webmail',
    place: 'Submission Port warning',
    statement:
      "The web client's SMTP Server setting MUST accept host:port (for example mail.example.test:587) and use that port.",
    level: 'must',
    protocols: ['http', 'submission'],
    settings: [{ key: 'webmail.smtpServer', name: 'SMTP Server (WebClient - General)', type: 'host[:port]' }],
    observation: [
      'Set it to mail.local.test:587, send from webmail: the connection arrives on 587, not 25.',
      'Control: set to another port of the recording server, the connection arrives there.',
    ],
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.webmail.port25-fails-under-submission',
    product: 'icewarp',
    area: 'webmail',
    place: 'Submission Port warning',
    statement:
      'With the submission port feature on and the web client still pointed at port 25, its authenticated sending MUST fail until the port is changed.',
    level: 'must',
    protocols: ['http', 'smtp'],
    settings: [
      { key: 'webmail.smtpServer', name: 'SMTP Server (WebClient - General)', type: 'host[:port]' },
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'Feature on, 127.0.0.1 taken off the trusted list, SMTP Server left on port 25: sending from webmail as alice reports an error and nothing is delivered; with :587 it succeeds.',
      'Control: with the feature off, sending on port 25 succeeds.',
    ],
    ambiguity:
      "Implied by 'necessary to change the port'. Does not apply when the web client's own host is trusted and it does not need AUTH.",
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'icewarp.eas.smtp-port',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port warning',
    statement:
      'The mobile synchronisation service (EAS) MUST be pointed at port 587 like the web client, since it sends authenticated too.',
    level: 'must',
    protocols: ['http', 'submission', 'admin'],
    settings: [
      { key: 'webmail.smtpServer', name: 'SMTP Server (WebClient - General)', type: 'host[:port]' },
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      'With the feature on, mail sent through the EAS sender component leaves by an authenticated session on 587; left on 25 it fails.',
      'Control: pointed at 587 without valid credentials it fails as well.',
    ],
    ambiguity: 'The reference models EAS as one more internal SMTP client with its own host:port setting.',
    testable: 'admin',
    thirdParty: 'no',
    waitsFor: 'webmail',
  },
  {
    id: 'icewarp.reports.spam-reports-port',
    product: 'icewarp',
    area: 'reports',
    place: 'Submission Port warning',
    statement: 'Sending of spam reports MUST be pointed at port 587 like the web client.',
    level: 'must',
    protocols: ['submission', 'admin'],
    settings: [
      { key: 'webmail.smtpServer', name: 'SMTP Server (WebClient - General)', type: 'host[:port]' },
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
    ],
    observation: [
      "With the feature on, a spam report for bob is handed over in an authenticated session on 587 and arrives in bob's mailbox; left on 25 with AUTH it fails.",
    ],
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.reports.smtp-user-pass',
    product: 'icewarp',
    area: 'reports',
    place: 'Submission Username and Password',
    statement:
      'Reports that are produced without a logged-in user MUST be sent with the smtp_user and smtp_pass credentials when these are set.',
    level: 'must',
    protocols: ['submission', 'admin'],
    settings: [
      {
        key: 'webmail.smtpCredentials',
        name: '<smtp_user>, <smtp_pass> in server.xml',
        type: 'user and password',
      },
    ],
    observation: [
      'Tags set, localhost not trusted, submission on: a due report for bob is sent in a session authenticated as the service account and arrives.',
      'Control: without the tags the same report is not accepted by SMTP.',
    ],
    testable: 'admin',
    thirdParty: 'no',
    derived: {
      from: 'icewarp.webmail.smtp-user-pass',
      why: 'Reports are one of the operations made without a logged-in user, for which the web client uses these two credentials.',
    },
  },
  {
    id: 'icewarp.webmail.smtp-user-pass',
    product: 'icewarp',
    area: 'webmail',
    place: 'Submission Username and Password',
    statement:
      'The web client MUST support smtp_user and smtp_pass, written as tags in server.xml in <install_dir>/config/_webmail, and authenticate to SMTP with them for operations made without a logged-in user (login screen, reports).',
    level: 'must',
    protocols: ['http', 'submission', 'admin'],
    settings: [
      {
        key: 'webmail.smtpCredentials',
        name: '<smtp_user>, <smtp_pass> in server.xml',
        type: 'user and password',
      },
    ],
    observation: [
      'Add <smtp_user> and <smtp_pass> of a service account to server.xml; trigger a login-screen mail (password reset) and a report: the SMTP session authenticates as the service account.',
      "Control: without the tags the recording server sees no such AUTH; alice's own mail never uses the service account.",
    ],
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.webmail.smtp-user-only-when-logged-out',
    product: 'icewarp',
    area: 'webmail',
    place: 'Submission Username and Password',
    statement:
      "The configured credentials MUST be those of an account used when no user is logged in; a logged-in user's mail goes out under the user's own credentials.",
    level: 'must',
    protocols: ['http', 'submission'],
    settings: [
      {
        key: 'webmail.smtpCredentials',
        name: '<smtp_user>, <smtp_pass> in server.xml',
        type: 'user and password',
      },
    ],
    observation: [
      'With both tags set, alice logs in to webmail and sends: AUTH is done as alice, not as the service account.',
      'Control: in the same configuration the login-screen mail authenticates as the service account.',
    ],
    testable: 'session',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.webmail.without-credentials-fails',
    product: 'icewarp',
    area: 'webmail',
    place: 'Submission Username and Password',
    statement:
      "When submission requires authentication, unauthenticated web client operations MUST fail unless the two variables are set or the web client's host is trusted.",
    level: 'must',
    protocols: ['http', 'submission'],
    settings: [
      {
        key: 'webmail.smtpCredentials',
        name: '<smtp_user>, <smtp_pass> in server.xml',
        type: 'user and password',
      },
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'Remove 127.0.0.1 from the trusted list and leave the tags unset: the login-screen mail is refused by SMTP; set either one: it is sent.',
    ],
    ambiguity: 'Implied by the two offered remedies.',
    testable: 'session',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.webmail.localhost-trusted-alternative',
    product: 'icewarp',
    area: 'webmail',
    place: 'Submission Username and Password',
    statement:
      'With localhost or 127.0.0.1 among the trusted hosts (the default) SMTP MUST NOT ask the web client on the same machine for authentication.',
    level: 'must',
    protocols: ['http', 'smtp', 'submission'],
    settings: [
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
      {
        key: 'trust.whitelistTrusted',
        name: 'Whitelist trusted IPs and authenticated sessions',
        type: 'boolean',
      },
    ],
    observation: [
      'Default trusted list: the login-screen mail is sent from 127.0.0.1 without AUTH and is accepted, on 587 as well.',
      'Control: with 127.0.0.1 removed and no tags set, the same mail is refused.',
    ],
    ambiguity:
      "Reading chosen: a trusted host is exempt from the submission rule too, otherwise the remedy would not work. Needs 'Whitelist trusted IPs and authenticated sessions' ticked (icewarp.trusted-ips.requires-whitelist-option).",
    testable: 'session',
    thirdParty: 'yes',
  },
])
