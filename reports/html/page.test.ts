import { clauses, impliedClauses } from '#clauses'
import { expect, test } from 'vitest'
import { reportModel, type ReportModel } from '../model.ts'
import { resultsSchema } from '../results.ts'
import { hostile, smallRun } from '../small-run.ts'
import { inertJson, joined, renderPage, type PageParts } from './page.ts'
import { playBody } from './play.ts'
import { clauseBody } from './clause.ts'
import { timelineOf } from '../model/timeline.ts'
import { storyPart } from './story.ts'

const { results, evidence } = smallRun((id) => /^kerio\.relay\.(?:pop3|remote)/.test(id))
const model = reportModel({ results, evidence, clauses: [...clauses, ...impliedClauses] })
/** Packs nothing, so that what is in the packs can be read. */
const open: PageParts = {
  styles: ['a {}'],
  scripts: ['main()\n'],
  pack: (text) => text,
  digest: () => 'digest',
}
const blankless = (text: string): string => text.replace(/\s+/g, ' ').replace(/ (?=<)/g, '\n')

const windowStory = ({ scenarios }: ReportModel) => {
  const play = scenarios[0]?.plays[1]
  if (!play) throw new Error('the small run is empty')
  return play
}

test('the overview of a small run stays as it was liked', async () => {
  const page = await renderPage(model, { ...open, pack: () => '' })
  expect(blankless(page)).toMatchSnapshot()
})

test('the page of a scenario stays as it was liked', async () => {
  expect(blankless(String(await playBody(windowStory(model))))).toMatchSnapshot()
})

test('the page of a clause stays as it was liked', async () => {
  const clause = model.clauses.find(({ entry }) => entry.id === 'kerio.relay.pop3-window')
  if (!clause) throw new Error('the clause is gone')
  expect(blankless(String(await clauseBody(clause)))).toMatchSnapshot()
})

test('a mailbox that was read as files has no session to show, and its step says so', async () => {
  const [one] = evidence.values()
  if (!one) throw new Error('the small run is empty')
  const words = { from: 'eve@elsewhere.test', to: 'bob@local.test', in: 'bob@local.test', read: 'as files' }
  const step = { at: 0, order: 0, actor: 'reader', verb: 'finds', with: words, sessions: [] }
  const timeline = timelineOf({ ...one, steps: [step], sessions: [] }, true)
  const page = String(await storyPart({ timeline, claims: [] }))
  expect(page).toContain('<i>read</i> as files')
  expect(page).not.toContain('class="session"')
})

test('nothing a peer says becomes markup, in a page or in a pack', async () => {
  const page = await renderPage(model, open)
  expect(page).not.toContain('<script>alert')
  expect(String(await playBody(windowStory(model)))).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('nothing a title, a reason or a name says becomes markup', async () => {
  const text = JSON.stringify(results).replaceAll('postfix', JSON.stringify(hostile).slice(1, -1))
  const wrong = resultsSchema.parse(JSON.parse(text))
  const page = await renderPage(reportModel({ results: wrong, evidence, clauses }), open)
  expect(page).not.toContain('<script>alert')
})

test('JSON cannot end the element it stands in', () => {
  expect(inertJson({ a: '</script><!--' })).toBe(String.raw`{"a":"\u003c/script>\u003c!--"}`)
})

test('the page may load nothing, and runs no script but its own', async () => {
  const page = await renderPage(model, open)
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'")
  expect(policy).toBe(
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-digest'; script-src 'sha256-digest'",
  )
  expect(page).not.toMatch(/<(?:img|link|iframe)|src="|href="(?!#|evidence\/)/)
})

test('modules are joined without their imports and exports', () => {
  const modules = [
    'export const one = 1\n',
    "import { one } from './one.js'\nexport async function two() {}\n",
  ]
  expect(joined(modules)).toBe("'use strict';(() => {\nconst one = 1\n\nasync function two() {}\n})()")
})
