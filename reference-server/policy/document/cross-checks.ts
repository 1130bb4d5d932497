import { domainOf } from '../addresses/domain.ts'
import { groupNamedBy } from './kind-readers.ts'
import { pathOf, writtenIn } from './layers.ts'
import { printPath } from './problems.ts'
import type { Path, Problem } from './problems.ts'
import type { SettingKey, SettingOf } from './settings.ts'
import type { WrittenOf } from './setting-kinds.ts'
import { readDuration } from './units.ts'

/** Gives what the layers write for a setting, or its default. */
type Ask = <K extends SettingKey>(key: K) => WrittenOf<SettingOf<K>> | undefined
type Wrong = (path: Path, text: string) => void

function accountsAreLocal(ask: Ask, wrong: Wrong): void {
  const local = ask('domains.local') ?? []
  for (const address of Object.keys(ask('accounts') ?? {})) {
    const domain = domainOf(address)
    if (domain !== undefined && !local.includes(domain)) {
      wrong(['accounts', address], `${domain} is not among domains.local (${local.join(', ') || 'none'})`)
    }
  }
}

function checkGroup(ask: Ask, name: string, path: Path, wrong: Wrong): void {
  const groups = Object.keys(ask('ipGroups') ?? {})
  const known = groups.length === 0 ? 'there are no groups' : `there are ${groups.join(', ')}`
  if (!groups.includes(name)) wrong(path, `"${name}" is not a group of ipGroups; ${known}`)
}

const groupsAreKnown = (key: 'relay.trusted' | 'access.exceptions') => (ask: Ask, wrong: Wrong) => {
  for (const [index, entry] of (ask(key) ?? []).entries()) {
    const group = groupNamedBy(entry)
    if (group !== undefined) checkGroup(ask, group, [...pathOf(key), index], wrong)
  }
}

function exemptGroupIsKnown(ask: Ask, wrong: Wrong): void {
  const group = ask('limits.exemptGroup')
  if (group !== undefined) checkGroup(ask, group, ['limits', 'exemptGroup'], wrong)
}

function groupsHoldNoGroups(ask: Ask, wrong: Wrong): void {
  for (const [name, entries] of Object.entries(ask('ipGroups') ?? {})) {
    for (const [index, entry] of (entries ?? []).entries()) {
      if (groupNamedBy(entry) !== undefined) wrong(['ipGroups', name, index], 'a group cannot contain groups')
    }
  }
}

const lengthIsGiven =
  (
    key: 'popBeforeSmtp.enabled' | 'greylist.enabled',
    length: 'popBeforeSmtp.window' | 'greylist.delay' | 'greylist.retention',
  ) =>
  (ask: Ask, wrong: Wrong) => {
    if (ask(key) === true && readDuration(ask(length) ?? '0s') === 0) {
      wrong(pathOf(length), `expected more than 0s, because ${key} is on`)
    }
  }

function smarthostIsGiven(ask: Ask, wrong: Wrong): void {
  if (ask('delivery.mode') === 'relay' && ask('smarthost.host') === undefined) {
    wrong(['smarthost', 'host'], 'expected a host, because delivery.mode is relay')
  }
}

function portsDiffer(ask: Ask, wrong: Wrong): void {
  const taken = new Map<number, SettingKey>()
  const keys = ['smtpPort', 'pop3Port', 'imapPort', 'smtpsPort', 'pop3sPort', 'imapsPort'] as const
  for (const key of keys.map((name) => `listen.${name}` as const)) {
    const port = ask(key) ?? 0
    const other = taken.get(port)
    if (other !== undefined) wrong(pathOf(key), `${port} is already the port of ${other}`)
    if (port !== 0) taken.set(port, key)
  }
}

const checks: readonly ((ask: Ask, wrong: Wrong) => void)[] = [
  accountsAreLocal,
  groupsHoldNoGroups,
  groupsAreKnown('relay.trusted'),
  groupsAreKnown('access.exceptions'),
  exemptGroupIsKnown,
  lengthIsGiven('popBeforeSmtp.enabled', 'popBeforeSmtp.window'),
  lengthIsGiven('greylist.enabled', 'greylist.delay'),
  lengthIsGiven('greylist.enabled', 'greylist.retention'),
  smarthostIsGiven,
  portsDiffer,
]

/**
 * Finds problems between settings that are each valid alone. A check that would need an invalid setting reports
 * nothing, because its problem might disappear with the first one.
 */
export function crossCheck(
  written: ReadonlyMap<SettingKey, unknown>,
  broken: ReadonlySet<SettingKey>,
): readonly Problem[] {
  return checks.flatMap((check) => {
    const problems: Problem[] = []
    let sound = true
    const ask: Ask = <K extends SettingKey>(key: K) => {
      if (broken.has(key)) sound = false
      return writtenIn(written, key)
    }
    check(ask, (path, text) => problems.push({ path: printPath(path), text }))
    return sound ? problems : []
  })
}
