import { type Asked, nothing, type SettingTable } from '../adapter/fragments.ts'
import { defaultRealm, passwordsWithinTls } from '../adapter/rows.ts'
import { localSendersAreKnown, settings as postfixSettings } from '../postfix/settings.ts'

const loginsTable = 'check_client_access sqlite:/srv/etc/logins.cf'

/** Asks whether the client's address has logged in within the window, where there is one. */
export const withinWindow = ({ policy, written }: Asked): readonly string[] =>
  written.has('popBeforeSmtp.enabled') && policy.popBeforeSmtp.enabled ? [loginsTable] : []

/** Who counts as known beyond relaying: an open window only with products that say so. */
export const known = (asked: Asked): readonly string[] => [
  'permit_mynetworks',
  'permit_sasl_authenticated',
  ...(asked.conduct.window.worth === 'authentication' ? withinWindow(asked) : []),
]

/** The settings that the pair can meet: those of Postfix, and those that need passwords or logins. */
export const settings: SettingTable = {
  ...postfixSettings,
  // Read where the listeners and rights are put together.
  'relay.acceptSmtpAuth': nothing,
  'auth.required': nothing,
  'popBeforeSmtp.enabled': nothing,
  'submission.enabled': nothing,
  'sender.rejectUnauthorizedLocal': (asked) =>
    asked.policy.sender.rejectUnauthorizedLocal ? localSendersAreKnown(known(asked)) : nothing(),
  ...defaultRealm,
  ...passwordsWithinTls,
}
