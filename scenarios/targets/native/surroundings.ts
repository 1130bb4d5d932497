import type { Records } from '#dsl'
import { openSink } from '#clients'
import { HarnessFault } from '../../evidence/faults.ts'
import { openDnsStub, type DnsStub } from './dns-stub.ts'
import type { ServerKind } from './kind.ts'

/** Two octets that no server of this process has had, and hardly one of another. */
const nextPlace = (): string => {
  const nth = process.pid * 13 + places++
  return `${(nth % 250) + 1}.${(Math.floor(nth / 250) % 250) + 1}`
}
let places = 0

/** Name servers and sink on one address of the loopback, the server on another. */
export async function openSurroundings(zones: Map<string, Records>, now: () => number) {
  let trouble: unknown
  for (let attempt = 0; attempt < 20; attempt++) {
    const place = nextPlace()
    const own = `127.77.${place}`
    let dns: DnsStub | undefined
    try {
      dns = await openDnsStub(own, () => zones)
      return { dns, sink: await openSink({ host: own, port: 25, now }), host: `127.78.${place}` }
    } catch (error) {
      await dns?.[Symbol.asyncDispose]()
      trouble = error
    }
  }
  throw new HarnessFault('no loopback address has ports 25 and 53 free', { cause: trouble })
}

/** What the machine says of users and names, as the server is to see it. */
export const surroundingFiles = (
  { users }: ServerKind,
  nameServer: string,
): Readonly<Record<string, string>> => ({
  'names/passwd': users.passwd.map((line) => `${line}\n`).join(''),
  'names/group': users.group.map((line) => `${line}\n`).join(''),
  'over-etc/resolv.conf': `nameserver ${nameServer}\noptions timeout:1 attempts:2\n`,
  'over-etc/hosts': '127.0.0.1 localhost\n',
  'over-etc/nsswitch.conf': 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\n',
})
