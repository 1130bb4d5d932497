import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'

/** The final message of a client in SCRAM-SHA-256: what both said, and a proof of the password made of it. */
export function scramProof({
  first,
  asked,
  password,
}: {
  /** The client's first message, without what stands before the name. */
  readonly first: string
  readonly asked: string
  readonly password: string
}): string {
  const [, nonce = '', salt = '', rounds = ''] = /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(asked) ?? []
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256')
  const key = createHmac('sha256', salted).update('Client Key').digest()
  const stored = createHash('sha256').update(key).digest()
  const unproved = `c=biws,r=${nonce}`
  const signature = createHmac('sha256', stored).update([first, asked, unproved].join(',')).digest()
  const proof = Buffer.from(key.map((octet, at) => octet ^ (signature[at] ?? 0)))
  return `${unproved},p=${proof.toString('base64')}`
}
