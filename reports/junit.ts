import { printable } from '../scenarios/evidence/printable.ts'
import type { Results, ScenarioEntry, ScenarioResult } from './results.ts'
import { playsOf, type PlayOfResult } from './plays.ts'
import { againLines, outcomeOf, reasonLines, whenInWords, type Outcome } from './words.ts'

/**
 * The results as JUnit XML: a suite for each target, a case for each scenario. What deviates passes, what is
 * inconclusive or faulty is an error, what is unsupported or declared beforehand is skipped.
 */
export function junitXml({ run, targets, scenarios }: Results): string {
  const suites = targets.map(({ name }) => suiteXml(name, casesOf(name, scenarios, targets), run.startedAt))
  const all = targets.flatMap(({ name }) => casesOf(name, scenarios, targets))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: run.suite, ...counts(all), time: seconds(run.durationMs) })}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}

interface Case extends PlayOfResult {
  readonly scenario: ScenarioEntry
  /** How to reproduce it. */
  readonly again: readonly string[]
}

const casesOf = (
  target: string,
  scenarios: readonly ScenarioEntry[],
  targets: Results['targets'],
): readonly Case[] =>
  scenarios.flatMap((scenario) =>
    scenario.results
      .filter((result) => result.target === target)
      .flatMap(playsOf)
      .map((play) => ({ scenario, ...play, again: againLines(play.result, targets) })),
  )

function suiteXml(target: string, cases: readonly Case[], startedAt: string): string {
  const time = seconds(cases.reduce((sum, { result }) => sum + result.durationMs, 0))
  const head = attributes({ name: target, ...counts(cases), time, timestamp: startedAt.replace(/Z$/, '') })
  return [`  <testsuite${head}>`, ...cases.map(caseXml), '  </testsuite>'].join('\n')
}

function caseXml(told: Case): string {
  const { scenario, result, by } = told
  const head = attributes({
    classname: `${result.target}.${scenario.area}`,
    name: `${scenario.id}: ${scenario.title}${whenInWords(by)}`,
    time: seconds(result.durationMs),
  })
  const inside = [outcomeXml(told), evidenceXml(result)].filter((part) => part !== '')
  return inside.length === 0
    ? `    <testcase${head}/>`
    : [`    <testcase${head}>`, ...inside.map((part) => `      ${part}`), '    </testcase>'].join('\n')
}

const elements: Readonly<Record<Outcome, string>> = {
  passed: '',
  failed: 'failure',
  error: 'error',
  skipped: 'skipped',
}

function outcomeXml({ result, again }: Case): string {
  const element = elements[outcomeOf(result)]
  const reasons = reasonLines(result)
  if (element === '')
    return result.verdict === 'conforms'
      ? ''
      : `<system-out>${written([result.verdict, ...reasons, ...again].join('\n'))}</system-out>`
  const message = reasons[0] ?? result.verdict
  if (element === 'skipped') return `<skipped${attributes({ message })}/>`
  return `<${element}${attributes({ type: result.verdict, message })}>${written([...reasons, ...again].join('\n'))}</${element}>`
}

const evidenceXml = ({ evidence }: ScenarioResult): string =>
  evidence === null
    ? ''
    : `<properties><property${attributes({ name: 'evidence', value: evidence })}/></properties>`

function counts(cases: readonly Case[]): Readonly<Record<string, string>> {
  const count = (outcome: Outcome): string =>
    String(cases.filter(({ result }) => outcomeOf(result) === outcome).length)
  return {
    tests: String(cases.length),
    failures: count('failed'),
    errors: count('error'),
    skipped: count('skipped'),
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

/** Text of an element, whose lines stay lines. */
const written = (text: string): string => escaped(text).replaceAll('&#10;', '\n')

// XML 1.0 §2.2: most control characters, lone surrogates and U+FFFE must not appear, not even as references.
const escaped = (text: string): string =>
  printable(text, '\n').replace(/[&<>"\n]/g, (sign) => entities[sign] ?? sign)
