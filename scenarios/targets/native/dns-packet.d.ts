declare module 'dns-packet' {
  export interface Question {
    readonly type: string
    readonly name: string
  }
  export interface Answer {
    readonly type: string
    readonly name: string
    readonly ttl: number
    readonly data: unknown
  }
  export interface Packet {
    readonly id?: number
    readonly type?: 'query' | 'response'
    readonly flags?: number
    readonly questions?: readonly Question[]
    readonly answers?: readonly Answer[]
  }
  export const AUTHORITATIVE_ANSWER: number
  export function decode(octets: Uint8Array): Packet
  export function encode(packet: Packet): Buffer
  export const streamEncode: typeof encode
}
