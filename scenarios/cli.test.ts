import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailspec } from './cli/testing.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'mailspec-cli-'))))
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(text: string, name = 'policy.yaml'): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

const oneLine = /^[^\n]+\n$/
const someClause = 'kerio.relay.pop3-grant'
const someScenario = 'pop-before-smtp/window-opens-and-closes-kerio'

test('--version prints the version of the package', async () => {
  const { code, out, err } = await mailspec('--version')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [, version] = /^mailspec (\d+\.\d+\.\d+)\n$/.exec(out) ?? []
  expect(await readFile(new URL('../package.json', import.meta.url), 'utf8')).toContain(
    `"version": "${version}"`,
  )
})

describe('help', () => {
  test('lists the commands, and is no mistake', async () => {
    const { code, out, err } = await mailspec('--help')
    expect(code).toBe(0)
    expect(err).toBe('')
    for (const command of ['list', 'plan', 'run', 'coverage', 'explain', 'serve', 'tool']) {
      expect(out).toMatch(new RegExp(`^ +${command}\\b`, 'm'))
    }
  })

  test.each(['list', 'plan', 'run', 'coverage', 'explain', 'serve', 'tool'])(
    '%s has its own',
    async (name) => {
      const { code, out } = await mailspec(name, '--help')
      expect(code).toBe(0)
      expect(out).toContain(`Usage: mailspec ${name}`)
    },
  )
})

test('targets lists the built-in targets, each with why it cannot run here if so', async () => {
  const { code, out } = await mailspec('targets', '--json')
  expect(code).toBe(0)
  const listed: unknown = JSON.parse(out)
  expect(listed).toContainEqual({
    name: 'reference',
    software: 'mailspec reference server',
    clock: 'virtual',
    runs: true,
    reasons: [],
    ways: [],
  })
  const { out: text } = await mailspec('targets')
  expect(text).toMatch(/^reference .*: runs here$/m)
  for (const name of ['postfix@native', 'postfix-dovecot@docker'])
    expect(text).toMatch(new RegExp(`^  ${name} +(?:runs here|cannot run here: .+)$`, 'm'))
})

describe('a mistake on the command line is explained, and ends with 64', () => {
  test.each([
    ['a command that is none', ['serv'], 'Did you mean serve?'],
    ['an option that is none', ['coverage', '--jsn'], 'Did you mean --json?'],
    [
      'a clause and scenario that is none',
      ['explain', 'kerio.relay.pop-grant'],
      `did you mean ${someClause}`,
    ],
    ['a filter that fits nothing', ['list', 'kerio.relay.pop-grant'], `did you mean ${someClause}`],
    ['a target that is none', ['plan', '--target', 'referense'], 'did you mean reference?'],
    ['a profile that is none', ['serve', '--profile', 'keryo'], 'did you mean kerio?'],
    ['a profile like no other', ['serve', '--profile', 'postfix'], 'there are: icewarp, ics, imail'],
    ['a port that is none', ['serve', '--smtp', '70000'], 'Expected a port'],
    ['a seed that is none', ['plan', '--seed', 'x'], 'Expected a whole number'],
    [
      'a tool without a policy',
      ['tool', 'list', 'system'],
      "required option '--policy <file>' not specified",
    ],
  ])('%s', async (_, args, advice) => {
    const { code, out, err } = await mailspec(...args)
    expect(code).toBe(64)
    expect(err).toContain(advice)
    expect(out).toBe('')
  })
})

describe('what is known', () => {
  test('coverage counts every clause once, by area and by product', async () => {
    const { code, out } = await mailspec('coverage', '--json')
    expect(code).toBe(0)
    const counts = { total: expect.any(Number), tested: expect.any(Number), derived: expect.any(Number) }
    const kinds = { ...counts, untestable: expect.any(Number), untested: expect.any(Number) }
    expect(JSON.parse(out)).toMatchObject({
      ...kinds,
      total: 495,
      byArea: { submission: { ...kinds, total: 16 } },
      byProduct: { icewarp: { ...kinds, total: 68 } },
      implied: { total: expect.any(Number), tested: expect.any(Number) },
      rfc: { total: expect.any(Number), tested: expect.any(Number) },
    })
  })

  test('explain tells of a clause its statement and its scenarios', async () => {
    const { code, out } = await mailspec('explain', someClause)
    expect(code).toBe(0)
    expect(out).toContain(someClause)
    expect(out).toContain(someScenario)
  })

  test('explain tells of a scenario its clauses and its policy', async () => {
    const { code, out } = await mailspec('explain', someScenario)
    expect(code).toBe(0)
    expect(out).toContain(someClause)
    expect(out).toContain('"popBeforeSmtp"')
  })

  test('list shows the scenarios a filter means, a line each', async () => {
    const { code, out } = await mailspec('list', someScenario)
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^${someScenario}  .+\n\n1 scenarios\n$`))
    const { out: json } = await mailspec('list', someScenario, '--json')
    expect(JSON.parse(json)).toMatchObject([{ id: someScenario, profile: 'kerio', uses: ['clock', 'sink'] }])
  })

  test('plan tells what would be played, with what it needs', async () => {
    const { code, out } = await mailspec('plan', someScenario, '--json', '--seed', '7')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      target: 'reference',
      seed: 7,
      plays: [
        {
          scenario: someScenario,
          needs: {
            policy: { popBeforeSmtp: { window: '30m' } },
            accounts: { alice: 'alice@local.test' },
            sources: { laptop: expect.any(String), neighbour: expect.any(String) },
          },
          shortfalls: [],
        },
      ],
    })
  })
})

describe('run', () => {
  test('plays what a filter means, writes the report and says where', async () => {
    const { code, out, err } = await mailspec('run', someScenario, '--out', join(folder, 'out'))
    expect(err).toBe('')
    expect(out).toContain(`1/1  conforms      ${someScenario}\n`)
    expect(out).toMatch(/^report: .*index\.html$/m)
    expect(code).toBe(0)
  })

  test('a folder that cannot be written to is one line and a fault, and nothing is played', async () => {
    const out = await fileOf('a file', 'taken')
    const ended = await mailspec('run', someScenario, '--out', out)
    expect(ended).toMatchObject({ code: 3, out: '' })
    expect(ended.err).toMatch(oneLine)
    expect(ended.err).toContain(out)
  })
})

describe('serve', () => {
  test('prints all that is wrong with a policy, each with its path, and opens nothing', async () => {
    const policy = await fileOf(
      'relay: { trusted: ["192.0.2.20", "300.0.0.1"] }\nsender: { requirePtr: true }\nsubmision: {}\n',
    )
    const { code, out, err } = await mailspec('serve', '--policy', policy, '--smtp', '0')
    expect(code).toBe(64)
    expect(out).toBe('')
    for (const path of ['relay.trusted[1]: ', 'sender.requirePtr: ', 'submision: ']) {
      expect(err).toContain(`mailspec: ${policy}: ${path}`)
    }
  })

  test('prints one line for a policy file that is not there', async () => {
    const { code, err } = await mailspec('serve', '--policy', join(folder, 'nowhere.yaml'))
    expect(code).toBe(64)
    expect(err).toMatch(oneLine)
    expect(err).toContain('nowhere.yaml')
  })

  test('explains what is in force under a profile, and opens nothing', async () => {
    const { code, out } = await mailspec('serve', '--profile', 'icewarp', '--explain')
    expect(code).toBe(0)
    expect(out).toContain('# icewarp: in force\n')
    expect(out).toContain('bypassFile: Config/submissionbypass.dat\n')
  })
})
