import { dovecotFiles, dovecotReload, dovecotStart, mailboxServices } from '../dovecot/dovecot.ts'
import { faults as dovecotFaults } from '../dovecot/dovecot.ts'
import { loginWindow } from '../dovecot/window.ts'
import { eximConfiguration, faults as eximFaults, owner, queueRuns, queues, users } from '../exim/kind.ts'
import { known, localSendersAreKnown, settings as eximSettings } from '../exim/settings.ts'
import { nothing, type SettingTable } from '../adapter/fragments.ts'
import { servicesOf } from '../../evidence/services.ts'
import { listeningFor } from '../adapter/listening.ts'
import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { unlessOpen, windowParts } from './window.ts'

/** The settings that the pair can meet: those of Exim, and those that need logins. */
const settings: SettingTable = {
  ...eximSettings,
  // Read where rights are put together.
  'popBeforeSmtp.enabled': nothing,
  'sender.rejectUnauthorizedLocal': (asked) =>
    asked.policy.sender.rejectUnauthorizedLocal
      ? localSendersAreKnown([...known, ...unlessOpen(asked)])
      : nothing(),
}

const faults = new RegExp(`${eximFaults.source}|${dovecotFaults.source}`, 'i')

/** Exim with Dovecot beside it: POP3 and IMAP, and POP before SMTP through a table of logins. */
export const eximDovecot: ServerKind = {
  name: 'exim-dovecot',
  title: 'Exim with Dovecot',
  packages: ['exim4-daemon-heavy', 'dovecot-pop3d', 'dovecot-imapd', 'sqlite3'],
  programs: { Exim: 'exim4-daemon-heavy', Dovecot: 'dovecot-core' },
  settings,
  users,
  services: servicesOf('smtp', 'pop3', 'imap'),
  takesProxy: true,
  tls: 'offered',
  configures,
  queues,
  faults,
  queueRuns,
}

function configures(parts: Parts): Configuration {
  const smtp = eximConfiguration(parts, windowParts(parts.asked))
  const remembers = loginWindow(parts.asked)?.logins ?? []
  return {
    files: { ...smtp.files, ...dovecotFiles(parts, { remembers, owner }) },
    start: `${dovecotStart}\n${smtp.start}`,
    reload: `${dovecotReload}\n${smtp.reload}`,
    listening: [...smtp.listening, ...listeningFor(mailboxServices, parts)],
  }
}
