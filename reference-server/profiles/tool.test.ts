import { describe, expect, test } from 'vitest'
import { runTool } from './tool.ts'

const name = 'c_mail_smtp_delivery_messagesubmission'
const run = (command: string, enabled?: boolean) =>
  runTool('icewarp', command.split(' '), (key) => (key === 'submission.enabled' ? enabled : undefined))

test.each([
  ['1', true],
  ['0', false],
])('modify with the value %s changes the policy', (value, enabled) => {
  expect(run(`modify system ${name} ${value}`)).toEqual({
    change: { submission: { enabled } },
    output: `${name} ${value}`,
  })
})

test('get and list tell the value of the moment, and change nothing', () => {
  expect(run(`get system ${name}`, true)).toEqual({ output: `${name} 1` })
  expect(run(`get system ${name}`, false)).toEqual({ output: `${name} 0` })
  expect(run('list system', true)).toEqual({ output: expect.stringMatching(`^${name} 1  the submission`) })
})

describe('what the tool does not take, it explains', () => {
  test.each([
    ['another verb', `set system ${name} 1`, 'expected modify, get or list, saw "set"'],
    ['no verb', '', 'expected modify, get or list, saw ""'],
    ['another object', `modify domain ${name} 1`, 'tool modify expects the object system, saw "domain"'],
    ['an unknown setting', 'modify system c_mail 1', `there is no setting "c_mail"; known: ${name}`],
    [
      'a name every object has',
      'get system constructor',
      `there is no setting "constructor"; known: ${name}`,
    ],
    ['an unknown value', `modify system ${name} on`, `${name} takes 0 or 1, not "on"`],
    ['no value', `modify system ${name}`, `${name} takes 0 or 1, not ""`],
    ['a value every object has', `modify system ${name} toString`, `${name} takes 0 or 1, not "toString"`],
    ['one value too many', `modify system ${name} 1 0`, `${name} takes 0 or 1, not "1 0"`],
  ])('%s', (_, command, problem) => {
    expect(run(command)).toEqual({ problem })
  })

  test('a product without a tool', () => {
    expect(runTool('kerio', ['list', 'system'], () => true)).toEqual({
      problem: 'the kerio profile has no tool',
    })
  })
})
