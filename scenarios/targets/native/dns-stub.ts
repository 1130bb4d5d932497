import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { AUTHORITATIVE_ANSWER, decode, encode, type Answer, type Packet, type Question } from 'dns-packet'
import type { Records } from '#dsl'

/** Names in lower case, and addresses for their PTR. */
export type Zones = ReadonlyMap<string, Records>

/** Name servers for one server under test, on an address of their own. */
export interface DnsStub extends AsyncDisposable {
  readonly host: string
}

const noSuchName = 3
const ttl = 0

/**
 * Answers A, AAAA, MX, PTR and TXT over UDP and TCP on port 53 of a loopback address; whatever no zone holds does not
 * exist. A resolver finds port 53 alone, so it has to be that one.
 */
export async function openDnsStub(host: string, zones: () => Zones): Promise<DnsStub> {
  const udp = createSocket('udp4')
  udp.on('message', (octets, peer) => {
    const reply = replyTo(octets, zones())
    if (reply) udp.send(reply, peer.port, peer.address)
  })
  const tcp = createServer((socket) => {
    let got = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      got = Buffer.concat([got, chunk])
      while (got.length >= 2 && got.length >= 2 + got.readUInt16BE(0)) {
        const length = got.readUInt16BE(0)
        const reply = replyTo(got.subarray(2, 2 + length), zones())
        got = got.subarray(2 + length)
        if (reply) socket.write(Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 255]), reply]))
      }
    })
  })
  await new Promise<void>((resolve, reject) => udp.once('error', reject).bind(53, host, resolve))
  await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(53, host, resolve))
  udp.unref()
  tcp.unref()
  return {
    host,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((resolve) => void udp.close(resolve))
      await new Promise<void>((resolve) => void tcp.close(() => resolve()))
    },
  }
}

/** The reply to one question in octets; undefined for octets that are not a question. */
export function replyTo(octets: Uint8Array, zones: Zones): Buffer | undefined {
  let query: Packet
  try {
    query = decode(octets)
  } catch {
    // What is not a question gets no answer.
    return undefined
  }
  const { id = 0, questions = [] } = query
  const found = questions.map((question) => lookUp(question, zones))
  const flags = AUTHORITATIVE_ANSWER | (found.includes(undefined) ? noSuchName : 0)
  return encode({ id, type: 'response', flags, questions, answers: found.flatMap((each) => each ?? []) })
}

/** The records of a question; none where the name has others, undefined where there is no such name. */
function lookUp({ type, name }: Question, zones: Zones): readonly Answer[] | undefined {
  const records = zones.get(addressOf(name) ?? name.toLowerCase())
  if (!records) return undefined
  const values: Readonly<Record<string, readonly unknown[] | undefined>> = {
    A: records.A,
    AAAA: records.AAAA,
    MX: records.MX?.map(({ preference, host }) => ({ preference, exchange: host })),
    PTR: records.PTR,
    TXT: records.TXT,
  }
  return (values[type] ?? []).map((data) => ({ type, name, ttl, data }))
}

/** `20.2.0.192.in-addr.arpa` is about 192.0.2.20. */
function addressOf(name: string): string | undefined {
  const [, reversed] = /^([\d.]+)\.in-addr\.arpa$/i.exec(name) ?? []
  return reversed?.split('.').toReversed().join('.')
}
