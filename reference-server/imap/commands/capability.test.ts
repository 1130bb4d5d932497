import { expect, test } from 'vitest'
import { buildSessionFixture } from '../../mailbox-session/testing.ts'
import { imapSeams } from '../seams.ts'
import { createImapSession } from '../session.ts'

test('what a seam hides is not told: the revision in a state, an item of SELECT', async () => {
  const ask = {
    ...imapSeams,
    'imap.names-revision': ({ at }: { readonly at: string }) => at !== 'authenticated',
    'imap.tells': (item: string) => item !== 'UIDNEXT',
  }
  const { open } = buildSessionFixture((host) => createImapSession({ ...host, ask }), ['tea'])
  const client = open()
  expect(await client.says('a CAPABILITY')).toContain('* CAPABILITY IMAP4rev1 LITERAL+')
  await client.says('a LOGIN alice "open sesame"')
  expect(await client.says('a CAPABILITY')).toMatch(/^\* CAPABILITY LITERAL\+ /)
  const said = await client.says('a SELECT INBOX')
  expect(said).toContain('UIDVALIDITY')
  expect(said).not.toContain('UIDNEXT')
})
