import { disturbance, type DisturbedStep } from '../../disturbance.ts'
import { NotSayable } from '../../not-sayable.ts'
import { deep } from '../../deep.ts'

/** Where hosts stand that are reached by address; no client does. */
const ofSink = '192.0.2.60'

const documentation = /\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}(?:\/\d{1,2})?(?![\d.])/g

/** `192.0.2.20` → `2001:db8:c000:2::14`, `192.0.2.16/28` → `2001:db8:c000:2::10/124`: each network has a /64. */
function sixOf(entry: string): string {
  const [address = '', bits] = entry.split('/')
  if (address === ofSink) return entry
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  if (bits !== undefined && Number(bits) < 24) throw new NotSayable(`a network of ${bits} bits in IPv6`)
  const six = `2001:db8:${(a * 256 + b).toString(16)}:${c.toString(16)}::${d.toString(16)}`
  return bits === undefined ? six : `${six}/${Number(bits) + 96}`
}

/** A text with its documentation addresses in IPv6. @throws NotSayable for what only IPv4 has */
function inSix(text: string): string {
  if (text.includes('@')) return text
  if (/\d\.\*|[/ ]255\.|\d\s*-\s*\d+\./.test(text) && /192\.0\.2|198\.51\.100/.test(text))
    throw new NotSayable(`${text} in IPv6`)
  return text.replaceAll(documentation, sixOf)
}

/** What the operator and the name servers are told, in IPv6. */
function toldInSix({ actor, verb, given }: DisturbedStep): readonly unknown[] {
  if (actor === 'operator') return given.map((each) => deep(each, inSix))
  if (verb !== 'answers') return given
  return given.map((each) => (isRecords(each) ? inSixRecords(each) : deep(each, inSix)))
}

function inSixRecords({ A = [], AAAA = [], ...rest }: AddressRecords): AddressRecords {
  const six = A.map(inSix)
  return {
    ...rest,
    A: six.filter((address) => !address.includes(':')),
    AAAA: [...AAAA, ...six.filter((address) => address.includes(':'))],
  }
}

interface AddressRecords {
  readonly A?: readonly string[]
  readonly AAAA?: readonly string[]
}

const isRecords = (value: unknown): value is AddressRecords => typeof value === 'object' && value !== null

export const ipv6 = disturbance('ipv6-for-all', {
  why: 'Addresses and networks mean the same in IPv6 as in IPv4.',
  // An interface is an address of the server's own.
  meddlesWith: ['listen.interfaces'],
  head: (scenario) => ({ ...scenario, policy: deep(scenario.policy, inSix) }),
  source: inSix,
  args: toldInSix,
})

export const outsidersInSix = disturbance('ipv6-for-outsiders', {
  why: 'A client that no list names has no other rights over IPv6.',
  meddlesWith: [],
  source: (address) => (address.startsWith('203.0.113.') ? inSix(address) : address),
})
