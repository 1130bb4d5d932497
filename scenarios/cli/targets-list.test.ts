import { expect, test } from 'vitest'
import { reasonsOnce } from './targets-list.ts'

test('a reason that several targets share is given once', () => {
  const rows = [
    ['postfix', 'Postfix 3.7.11'],
    ['  postfix@native', 'runs here'],
    ['  postfix@docker', 'cannot run here: the Docker daemon does not answer'],
    ['  exim@native', 'runs here'],
    ['  exim@docker', 'cannot run here: the Docker daemon does not answer'],
    ['  haraka@docker', 'cannot run here: there is no Dockerfile'],
  ] as const
  expect(reasonsOnce(rows).map(([, text]) => text)).toEqual([
    'Postfix 3.7.11',
    'runs here',
    'cannot run here: the Docker daemon does not answer',
    'runs here',
    'cannot run here: as for postfix@docker',
    'cannot run here: there is no Dockerfile',
  ])
})
