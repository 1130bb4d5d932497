import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { hasRecipe, recipeOf } from './docker/image.ts'
import { commgateParts } from './commgate-parts/kind.ts'
import { courier } from './courier/kind.ts'
import { eximDovecot } from './exim-dovecot/kind.ts'
import { exim } from './exim/kind.ts'
import { portsOf } from './native/ports.ts'
import { opensmtpd } from './opensmtpd/kind.ts'
import { postfixDovecot } from './postfix-dovecot/kind.ts'
import { postfix } from './postfix/kind.ts'
import { sendmail } from './sendmail/kind.ts'

const root = join(import.meta.dirname, '..', '..')
const composed: unknown = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'))

/** The servers that can be run in containers. */
const kinds = [postfix, postfixDovecot, commgateParts, exim, eximDovecot, opensmtpd, sendmail, courier].map(
  (kind) => [kind.name, kind] as const,
)

test.each(kinds)(
  'the image of %s has the packages its configuration is written for',
  (name, { packages }) => {
    expect(hasRecipe(name)).toBe(true)
    // `opensmtpd/bookworm-backports` is opensmtpd of there.
    const words = readFileSync(recipeOf(name), 'utf8')
      .split(/\s+/)
      .map((word) => word.replace(/\/bookworm-backports$/, ''))
    expect(words).toEqual(expect.arrayContaining(['libfaketime', ...packages]))
  },
)

test.each(kinds)('docker-compose.yml has %s, by its recipe and with its ports', (name, kind) => {
  expect(composed).toMatchObject({
    services: {
      [name]: {
        image: `mailspec-${name}`,
        build: `fixtures/docker/${name}`,
        ports: [...portsOf(kind).values()].map((port) => `127.0.0.1::${port}`),
      },
    },
  })
})
