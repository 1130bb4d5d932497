import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { builtInKinds } from './built-in.ts'
import { hasRecipe, recipeOf } from './docker/image.ts'
import { portsOf } from './native/ports.ts'

const root = join(import.meta.dirname, '..', '..')
const composed: unknown = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'))

/** The servers that can be run in containers: all whose packages make them whole. */
const kinds = builtInKinds.filter((kind) => !('prepares' in kind)).map((kind) => [kind.name, kind] as const)

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
