import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { clauses } from '#clauses'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { smallRun } from '../small-run.ts'
import { openRun } from '../write.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const reason = existsSync(executablePath)
  ? undefined
  : `no browser at ${executablePath}; CHROMIUM names another`
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const args = ['--no-sandbox', '--disable-component-update', '--disable-sync', ...quiet]

describe('the report in a browser', () => {
  beforeEach(({ skip }) => skip(reason !== undefined, reason))

  let out: string
  let browser: Browser
  let address: string
  let total: number

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'reports-'))
    if (reason !== undefined) return
    const { results, evidence } = smallRun((id) =>
      /^kerio\.(?:relay\.pop3|relay\.remote|rate)|submission\.bypass/.test(id),
    )
    total = results.clauses.length
    const run = await openRun(out, { id: 'small' })
    for (const one of evidence.values()) await run.record(one)
    address = pathToFileURL((await run.close(results, clauses)).index).href
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(async () => {
    await browser?.close()
    await rm(out, { recursive: true, force: true })
  })

  /** Opens the report from disk; anything the browser complains of fails the test. */
  const opened = async (route: string, use: (page: Page) => Promise<void>): Promise<void> => {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(`${address}${route}`)
    await use(page)
    await page.close()
    expect(complaints).toEqual([])
  }

  test('filters narrow the clauses, count them aloud and stay in the address', () =>
    opened('', async (page) => {
      await page.getByLabel('Search').fill('window pop3')
      await page.getByLabel('Manual').selectOption('kerio')
      await page.getByRole('combobox', { name: 'Verdict' }).selectOption('violates')
      await expect.poll(() => page.locator('output').textContent()).toBe(`1 of ${total} clauses`)
      expect(page.url()).toContain('#/?q=window+pop3&product=kerio&verdict=violates')
      await page.reload()
      await expect.poll(() => page.locator('tr[data-v]:visible').count()).toBe(1)
      await page.getByRole('button', { name: 'Clear' }).click()
      await expect.poll(() => page.locator('output').textContent()).toBe(`${total} clauses`)
    }))

  test('a cell leads to its clause, the clause to its scenario, a claim to the very line, and back', () =>
    opened('#/?verdict=violates', async (page) => {
      await page.locator('a.cell.violates').click()
      await expect
        .poll(() => page.locator('h1:visible').textContent())
        .toContain('MUST last for the configured')
      await page.getByRole('link', { name: 'violates on postfix' }).click()
      await page.locator('.claims .broken').getByRole('link', { name: 'see the line' }).click()
      await expect.poll(() => page.locator('.found').textContent()).toContain('250 2.1.5 recipient ok')
      expect(await page.locator('.found').textContent()).toContain('claim 4')
      await page.keyboard.press('Escape')
      await expect.poll(() => page.url()).toContain('#/?verdict=violates')
    }))

  test('a transcript merges the sessions, and what a peer says stays text', () =>
    opened('#/scenario/pop-before-smtp/window-opens-and-closes-kerio?target=reference', async (page) => {
      await page.locator('.story').waitFor()
      expect(await page.locator('.story .session strong').allTextContents()).toEqual([
        'laptop#1',
        'laptop#2',
        'neighbour#1',
        'laptop#3',
        'laptop#4',
      ])
      expect(await page.locator('.clock strong').allTextContents()).toEqual(['29 min 59.999 s', '1 ms'])
      expect(await page.locator('.story script').count()).toBe(0)
    }))

  test('a target has a page of its own, from which a difference leads to the very line', () =>
    opened('', async (page) => {
      await page.locator('.opening h2 a', { hasText: 'postfix' }).click()
      await expect.poll(() => page.locator('h1:visible').textContent()).toBe('postfix')
      await page.locator('.differences').getByRole('link', { name: 'see the line' }).first().click()
      await expect.poll(() => page.locator('.found').textContent()).toContain('250 2.1.5 recipient ok')
    }))

  test('an address that leads nowhere says so', () =>
    opened('#/clause/kerio.nothing', async (page) => {
      await expect.poll(() => page.locator('h1:visible').textContent()).toBe('Page not found')
    }))

  test('a slash leads to the search field from anywhere', () =>
    opened('#/clause/kerio.relay.pop3-window', async (page) => {
      await page.locator('article').waitFor()
      await page.keyboard.press('/')
      await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('q')
    }))

  test.each(['light', 'dark'] as const)(
    'axe finds nothing to complain of in %s colours',
    async (colorScheme) => {
      const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
      const context = await browser.newContext({ colorScheme, bypassCSP: true })
      const page = await context.newPage()
      for (const route of [
        '',
        '#/clause/kerio.relay.pop3-window',
        '#/scenario/pop-before-smtp/window-opens-and-closes-kerio',
        '#/target/postfix',
      ]) {
        await page.goto('about:blank')
        await page.goto(`${address}${route}`)
        await page.locator('h1:visible').waitFor()
        await page.evaluate(axe)
        const found = await page.evaluate(
          "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })" +
            '.then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
        )
        expect(found).toEqual([])
      }
      await context.close()
    },
  )

  test('a phone shows everything without scrolling sideways', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    for (const route of [
      '',
      '#/scenario/pop-before-smtp/window-opens-and-closes-kerio',
      '#/target/postfix',
    ]) {
      await page.goto('about:blank')
      await page.goto(`${address}${route}`)
      await page.locator('h1:visible').waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    }
    await context.close()
  })
})
