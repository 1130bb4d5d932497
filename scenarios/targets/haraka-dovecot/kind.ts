import { dovecotFiles, dovecotReload, dovecotStart, mailboxServices } from '../dovecot/dovecot.ts'
import { faults as dovecotFaults } from '../dovecot/dovecot.ts'
import { owner } from '../haraka/configuration.ts'
import { haraka, harakaConfiguration } from '../haraka/kind.ts'
import { settings as harakaSettings } from '../haraka/settings.ts'
import type { SettingTable } from '../adapter/fragments.ts'
import { listeningFor } from '../adapter/listening.ts'
import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { withoutLogins } from '../adapter/rows.ts'

const settings: SettingTable = {
  ...harakaSettings,
  ...withoutLogins('no published plugin knows who has logged in over POP3 or IMAP'),
}

const faults = new RegExp(`${haraka.faults.source}|${dovecotFaults.source}`)

/** With POP3 nobody has to look at files. */
const { mailboxes: _asFiles, ...smtpPart } = haraka

/** Haraka with Dovecot beside it, so that mailboxes can be read. */
export const harakaDovecot: ServerKind = {
  ...smtpPart,
  name: 'haraka-dovecot',
  title: 'Haraka with Dovecot',
  packages: [...haraka.packages, 'dovecot-pop3d', 'dovecot-imapd', 'sqlite3'],
  programs: { ...haraka.programs, Dovecot: 'dovecot-core' },
  settings,
  services: [...haraka.services, ...mailboxServices],
  configures,
  faults,
}

function configures(parts: Parts): Configuration {
  const smtp = harakaConfiguration(parts)
  return {
    files: { ...smtp.files, ...dovecotFiles(parts, { remembers: [], owner }) },
    start: `${dovecotStart}\n${smtp.start}`,
    reload: `${dovecotReload}\n${smtp.reload}`,
    listening: [...smtp.listening, ...listeningFor(mailboxServices, parts)],
  }
}
