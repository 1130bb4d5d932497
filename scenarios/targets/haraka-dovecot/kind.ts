import { dovecotFiles, dovecotReload, dovecotStart, mailboxServices } from '../dovecot/dovecot.ts'
import { owner } from '../haraka/configuration.ts'
import { haraka, harakaConfiguration } from '../haraka/kind.ts'
import { settings as harakaSettings } from '../haraka/settings.ts'
import { nothing, type SettingTable } from '../native/fragments.ts'
import type { Configuration, Parts, ServerKind } from '../native/kind.ts'

const settings: SettingTable = {
  ...harakaSettings,
  'popBeforeSmtp.enabled': ({ policy }) =>
    policy.popBeforeSmtp.enabled
      ? { why: 'no plugin is published that asks who has logged in to POP3 or IMAP' }
      : nothing(),
}

/** When the clock jumps, Dovecot takes a login process just started for one that hangs, and ends it: no fault. */
const faults = new RegExp(`${haraka.faults.source}|\\bFatal: (?!.*child \\d+ killed with signal 9)`)

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
  services: [...haraka.services, 'pop3', 'pop3s', 'imap', 'imaps'],
  configures,
  faults,
}

function configures(parts: Parts): Configuration {
  const smtp = harakaConfiguration(parts)
  return {
    files: { ...smtp.files, ...dovecotFiles(parts, { remembers: [], owner }) },
    start: `${dovecotStart}\n${smtp.start}`,
    reload: `${dovecotReload}\n${smtp.reload}`,
    listening: [...smtp.listening, ...mailboxServices(parts)],
  }
}
