import { expect, test } from 'vitest'
import { junitXml } from './junit.ts'
import { smallRun } from './small-run.ts'

/** Whether each element is closed in turn and every ampersand starts a reference: enough for what we write. */
function isWellFormed(xml: string): boolean {
  const open: string[] = []
  const body = xml.replace(/^<\?xml [^?]*\?>\n/, '')
  for (const [, closing, name = '', rest = '', selfClosing] of body.matchAll(
    /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>/g,
  )) {
    if (closing && open.pop() !== name) return false
    if (!closing && !selfClosing) open.push(name)
    if (/&(?!(?:amp|lt|gt|quot|#\d+);)/.test(rest)) return false
  }
  const text = body.replace(/<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>/g, '')
  return open.length === 0 && !/[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/.test(text)
}

const { results } = smallRun()

test('a suite stands for each target, a case for each scenario, counted by outcome', () => {
  const xml = junitXml(results)
  expect(isWellFormed(xml)).toBe(true)
  expect(xml).toContain('<testsuite name="reference" tests="4" failures="0" errors="1" skipped="0"')
  expect(xml).toContain('<testsuite name="postfix" tests="4" failures="1" errors="1" skipped="1"')
})

test('what a peer says can neither break the document nor put a forbidden character in it', () => {
  const [first, ...others] = results.scenarios
  if (!first) throw new Error('the small run is empty')
  const title = 'A "title" <b>&\u0000\u001b\ufffe\ud800 ]]> end'
  const xml = junitXml({ ...results, scenarios: [{ ...first, title }, ...others] })
  expect(isWellFormed(xml)).toBe(true)
  expect(xml).toContain('A &quot;title&quot; &lt;b&gt;&amp;\\x00\\x1b\\u{fffe}\\u{d800} ]]&gt; end')
})

test('a declared violation is skipped, and a declaration that no longer holds fails', () => {
  const declared = structuredClone(results)
  for (const result of declared.scenarios.flatMap((scenario) => scenario.results)) {
    if (result.verdict === 'conforms' || result.verdict === 'violates') {
      result.expected = { verdict: 'violates', reason: 'issue 12' }
    }
  }
  const xml = junitXml(declared)
  expect(xml).toContain('<testsuite name="postfix" tests="4" failures="1" errors="1" skipped="2"')
  expect(xml).toContain('declared as violates, which no longer holds')
})

test('a failure says how to see it again', () => {
  const xml = junitXml(results)
  expect(xml).toContain('\n  swaks --server 127.0.0.1 --port &quot;$MX_PORT&quot;')
  expect(xml).toContain(
    '\n  pnpm mailspec replay evidence/pop-before-smtp/window-opens-and-closes-kerio@postfix.json --target postfix</failure>',
  )
})
