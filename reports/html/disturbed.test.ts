import { clauses, impliedClauses } from '#clauses'
import { expect, test } from 'vitest'
import { annotations, stepSummary } from '../github.ts'
import { junitXml } from '../junit.ts'
import { reportModel, type ReportModel } from '../model.ts'
import { resultsSchema, type Results } from '../results.ts'
import { smallRun } from '../small-run.ts'
import { terminalSummary } from '../terminal.ts'
import { clauseBody } from './clause.ts'
import { matrixSection } from './matrix.ts'
import { playBody } from './play.ts'
import { summarySection } from './summary.ts'

const story = 'pop-before-smtp/window-opens-and-closes-kerio'
const clause = 'kerio.relay.pop3-window'
const broken = {
  by: ['another-helo-each-session'],
  verdict: 'violates' as const,
  evidence: `evidence/${story}@reference+another-helo-each-session.json`,
  reasons: [
    {
      kind: 'claim' as const,
      text: 'laptop offers: expected accepted, saw 550 <b>',
      where: 'scenarios/cases/pop-before-smtp/window.ts:33',
      reproduce: 'swaks --server 127.0.0.1',
    },
  ],
}

/** The small run, in which the reference was disturbed in three ways, and minded one of them. */
function disturbedRun(): { readonly results: Results; readonly model: ReportModel } {
  const { results, evidence } = smallRun((id) => id === clause)
  const disturbed: Results = {
    ...results,
    scenarios: results.scenarios.map((scenario) =>
      scenario.id !== story
        ? scenario
        : {
            ...scenario,
            results: scenario.results.map((result) =>
              result.target !== 'reference'
                ? result
                : {
                    ...result,
                    disturbed: {
                      held: ['numbers-set-late', 'letter-case-of-domains'],
                      broken: [broken],
                      untold: [{ by: ['login-by-apop'], why: 'no APOP is offered' }],
                      passedOver: [{ disturbance: 'port-465', why: 'the story is about port 25' }],
                    },
                  },
            ),
          },
    ),
    clauses: results.clauses.map((entry) => ({
      ...entry,
      results: entry.results.map((result) =>
        result.target === 'reference' ? { ...result, disturbed: { ways: 2, when: broken.by } } : result,
      ),
    })),
  }
  expect(resultsSchema.parse(disturbed)).toEqual(disturbed)
  return {
    results: disturbed,
    model: reportModel({ results: disturbed, evidence, clauses: [...clauses, ...impliedClauses] }),
  }
}

const { results, model } = disturbedRun()
const also = 'also disturbed in 2 ways; violates when disturbed by another-helo-each-session'

test('the cell of a clause says in how many ways it was disturbed, and when it is violated', async () => {
  const section = String(await matrixSection(model))
  expect(section).toContain(`title="reference: conforms, ${also}"`)
  expect(section).toMatch(/<b aria-hidden="true">✓<\/b\s*><b class="violates" aria-hidden="true">✗<\/b>/)
})

test('the page of the clause says the same', async () => {
  const page = model.clauses.find(({ entry }) => entry.id === clause)
  if (!page) throw new Error('the clause is gone')
  expect(String(await clauseBody(page))).toContain(also)
})

test('the page of the scenario shows the play that differed, with its record and how to play it again', async () => {
  const play = model.scenarios.find(({ id }) => id === story)?.plays.find(({ disturbed }) => disturbed)
  if (!play) throw new Error('the disturbed play is gone')
  const page = String(await playBody(play)).replaceAll('<wbr>', '')
  expect(page).toContain('when disturbed by <code>another-helo-each-session</code>')
  expect(page).toContain('saw 550 &lt;b&gt;')
  expect(page).toContain(`href="${broken.evidence}"`)
  expect(page).toContain(`<code>pnpm mailspec replay ${broken.evidence} --target reference</code>`)
  expect(page).toContain(
    `<code>pnpm mailspec run ${story} --target reference --seed 7 --disturbed another-helo-each-session</code>`,
  )
  expect(page).toContain('swaks --server 127.0.0.1')
  expect(page).toContain('4 disturbances')
  for (const said of [
    'numbers-set-late',
    'login-by-apop',
    'no APOP is offered',
    'the story is about port 25',
  ]) {
    expect(page).toContain(said)
  }
})

test('a play that was not disturbed says nothing of it', async () => {
  const play = model.scenarios.find(({ id }) => id === story)?.plays.find(({ disturbed }) => !disturbed)
  if (!play) throw new Error('the plain play is gone')
  expect(String(await playBody(play))).not.toContain('disturb')
})

const when = ', when disturbed by another-helo-each-session'

test('what to look at first, JUnit, GitHub and the terminal name the disturbance', async () => {
  expect(String(await summarySection(model))).toContain(`reference${when}`)
  expect(junitXml(results)).toMatch(new RegExp(`name="${story}: [^"]*${when}"`))
  expect(stepSummary(results)).toContain(when)
  expect(annotations(results).join('\n')).toContain(`violates on reference${when}`.replaceAll(',', '%2C'))
  const told = terminalSummary(results, { colour: false })
  expect(told).toContain(`${story}${when}`)
  expect(told).toContain('disturbed in 2 ways: the same verdict in 2 plays, another in 1, no verdict in 1')
})
