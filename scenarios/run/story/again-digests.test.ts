import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { outside, scenario } from '#dsl'
import { needs } from '../../clients/testing/needs.ts'
import { reproduce } from '../../evidence/again/reproduce.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { planFor } from '../plan/plan.ts'
import { playOne } from '../play.ts'
import { variablesOf } from './reached.ts'

// The answer to a challenge cannot be written in advance: shell lines have to make it from what the server asks.

const story = scenario('authentication/digests', {
  title: 'Logs in by what a server asks',
  clauses: ['kerio.relay.smtp-auth'],
  profile: 'kerio',
  policy: { relay: { acceptSmtpAuth: true } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  async run({ laptop, alice, claim }) {
    const smtp = await laptop.opens('mx')
    await smtp.authenticates(alice, { mechanism: 'CRAM-MD5' })
    await smtp.quits()
    const wrong = await laptop.opens('mx')
    await wrong.authenticates(alice, { mechanism: 'CRAM-MD5', password: 'wrong' })
    await wrong.quits()
    const maildrop = await laptop.opens('pop3')
    await maildrop.logsIn(alice, { by: 'APOP' })
    await maildrop.quits()
    const mailbox = await laptop.opens('imap')
    const login = await mailbox.logsIn(alice, { by: 'CRAM-MD5' })
    await mailbox.quits()
    claim(login).isAccepted()
  },
})

const folder = mkdtempSync(join(tmpdir(), 'mailspec-again-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `nc -s ADDRESS HOST PORT`, since not every machine has one. */
function writeNetcat(): void {
  const file = join(folder, 'nc')
  writeFileSync(
    file,
    `#!${process.execPath}
const { connect } = require('node:net')
const [, localAddress, host, port] = process.argv.slice(2)
const socket = connect({ host, port: Number(port), localAddress })
process.stdin.pipe(socket)
socket.pipe(process.stdout)
socket.on('close', () => process.exit())
`,
  )
  chmodSync(file, 0o755)
}

/** A person sees when the server has answered. Here each pause lasts until one more reply is complete, or a minute. */
const untilAnswered = `seen=0
sleep() {
  for _ in $(seq 3000); do
    if tail -n +$((seen + 1)) "$replies" | grep -qE '^([0-9]{3} |[+*a-])'; then break; fi
    command sleep 0.02
  done
  seen=$(wc -l <"$replies")
}`

/** Runs shell lines to their end; the server is in this process, so waiting must not block it. */
const runs = (lines: string, variables: ReadonlyMap<string, string>): Promise<string> =>
  new Promise((resolve) => {
    const env = {
      ...process.env,
      ...Object.fromEntries(variables),
      PATH: [folder, process.env['PATH']].join(delimiter),
    }
    execFile('sh', ['-c', `${untilAnswered}\n${lines}`], { env }, (_, out, err) => resolve(out + err))
  })

test('digests are made from what the server asks', async (context) => {
  needs('openssl')(context)
  writeNetcat()
  const plan = planFor([story], referenceTarget(), 1)
  const [play] = plan.plays
  const { evidence } = play ? await playOne(plan, play) : {}
  const [claim] = evidence?.claims ?? []
  if (!play || !evidence || !claim) throw new Error('nothing was played')
  const staging = await plan.target.stage(play.needs)
  if (!(Symbol.asyncDispose in staging)) throw new Error('it was not staged')
  await using server = staging
  const said = await runs(reproduce(claim, evidence), variablesOf(server, play.needs))
  expect(said.match(/^(?:235|535|221|\+OK|-ERR|a\d+ (?:OK|NO)) /gim)).toEqual([
    '235 ',
    '221 ',
    '535 ',
    '221 ',
    '+OK ',
    '+OK ',
    '+OK ',
    'a1 OK ',
  ])
})
