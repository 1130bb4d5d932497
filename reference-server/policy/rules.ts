import type { Rule } from './rule.ts'
import { access } from './rules/access.ts'
import { blocked } from './rules/blocked.ts'
import { connections } from './rules/connections.ts'
import { failedCommands } from './rules/failed-commands.ts'
import { greylist } from './rules/greylist.ts'
import { harvest } from './rules/harvest.ts'
import { mailbox } from './rules/mailbox.ts'
import { popWindow } from './rules/pop-window.ts'
import { rate } from './rules/rate.ts'
import { recipients } from './rules/recipients.ts'
import { relay } from './rules/relay.ts'
import { senderForm } from './rules/sender-form.ts'
import { sender } from './rules/sender.ts'
import { submission } from './rules/submission.ts'

/** At each phase the rules are asked in this order. The first denial decides; without one, it is permitted. */
const table = [
  access,
  connections,
  harvest,
  blocked,
  senderForm,
  submission,
  sender,
  rate,
  relay,
  mailbox,
  recipients,
  greylist,
  popWindow,
  failedCommands,
] as const

export const rules: readonly Rule[] = table

/** The questions of one row or another. */
type OneRulesSeams = (typeof table)[number]['seams']

/** The questions of all rows. */
export type RuleSeams = Both<OneRulesSeams>

/** What has all that any member of a union has. */
type Both<Union> = (Union extends unknown ? (member: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

const hasAll = (seams: object): seams is RuleSeams =>
  table.every((rule) => Object.keys(rule.seams).every((name) => Object.hasOwn(seams, name)))

function seamsOfAll(): RuleSeams {
  const seams = Object.fromEntries(table.flatMap((rule) => Object.entries(rule.seams)))
  if (!hasAll(seams)) throw new Error('the table of rules lacks a question')
  return seams
}

export const ruleSeams: RuleSeams = seamsOfAll()
