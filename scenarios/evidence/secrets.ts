import type { Service } from './evidence.ts'

/** What stands for a secret in the record: always eight, so that not even its length is told. */
const asterisks = '********'

/** Watches one session and hides what its commands carry of secrets; lines come in the order they are recorded. */
export type SecretWatch = (dir: 'C' | 'S', octets: string) => string

/**
 * Hides credentials by their place in the protocol: the response of AUTH, the argument of PASS, the digest of APOP,
 * the password of LOGIN, and whatever a client answers to a challenge. What is read is octets, latin1.
 */
export function watchSecrets(service: Service): SecretWatch {
  if (service.startsWith('pop3')) return watchPop3()
  return service.startsWith('imap') ? watchImap() : watchSmtp()
}

/** The secrets of a session or a run. */
export interface Secrets {
  /** Makes a text secret: as it goes over the wire, and in base64. */
  add(text: string): void
  /**
   * Replaces secrets, and each base64 text one stands in, by asterisks. A secret of fewer than four octets is hidden
   * only where it stands alone, or half the record would go.
   */
  hide(octets: string): string
}

export function createSecrets(): Secrets {
  const hiders = new Map<string, (octets: string) => string>()
  return {
    add(text) {
      const secret = String.fromCharCode(...new TextEncoder().encode(text))
      if (secret !== '' && !hiders.has(secret)) hiders.set(secret, hider(secret))
    },
    hide(octets) {
      let hidden = octets
      for (const hideOne of hiders.values()) hidden = hideOne(hidden)
      return hidden
    },
  }
}

function hider(secret: string): (octets: string) => string {
  const plain = secret.length < 4 ? new RegExp(`(?<!\\w)${escape(secret)}(?!\\w)`, 'g') : secret
  const cores = base64Cores(secret)
  return (octets) => cores.reduce(hideAround, octets.replaceAll(plain, asterisks))
}

function watchSmtp(): SecretWatch {
  let inMessage = false
  let challenged = false
  return (dir, octets) => {
    if (dir === 'S') {
      challenged = octets.startsWith('334')
      if (octets.startsWith('354')) inMessage = true
      return octets
    }
    if (inMessage) {
      inMessage = octets !== '.\r\n'
      return octets
    }
    return challenged ? hideAll(octets) : hideAfter(octets, /^\s*AUTH\s+\S+\s+/i)
  }
}

function watchPop3(): SecretWatch {
  let challenged = false
  return (dir, octets) => {
    if (dir === 'S') {
      challenged = octets.startsWith('+ ') || octets.trimEnd() === '+'
      return octets
    }
    if (challenged) return hideAll(octets)
    return hideAfter(octets, /^\s*(?:PASS\s|APOP\s+\S+\s+|AUTH\s+\S+\s+)/i)
  }
}

function watchImap(): SecretWatch {
  let tag: string | undefined
  return (dir, octets) => {
    if (dir === 'S') {
      if (tag !== undefined && octets.startsWith(`${tag} `)) tag = undefined
      return octets
    }
    if (tag !== undefined) return hideAll(octets)
    const command = /^(\S+)\s+(?:LOGIN|AUTHENTICATE)\s/i.exec(octets)
    if (command === null) return octets
    tag = command[1]
    return hideAfter(octets, /^\S+\s+(?:LOGIN\s+(?:"(?:[^"\\]|\\.)*"|[^\s"]+)|AUTHENTICATE\s+\S+)\s+/i)
  }
}

/** A challenge may be called off with a lone asterisk, which is no secret. */
function hideAll(octets: string): string {
  const end = lineEnd(octets)
  const said = octets.slice(0, octets.length - end.length)
  return said === '*' || said === '' ? octets : asterisks + end
}

function hideAfter(octets: string, start: RegExp): string {
  const found = start.exec(octets)
  const end = lineEnd(octets)
  if (found === null || found[0].length >= octets.length - end.length) return octets
  return found[0] + asterisks + end
}

const lineEnd = (octets: string) => /\r?\n?$/.exec(octets)?.[0] ?? ''

const escape = (text: string) => text.replaceAll(/[^\w]/g, (sign) => `\\x${hex(sign.charCodeAt(0))}`)

const hex = (octet: number) => octet.toString(16).padStart(2, '0')

/** The base64 signs a secret always shows, at each of the three places it may start within a group of three. */
function base64Cores(secret: string): string[] {
  if (secret.length < 4) return [btoa(secret)]
  return [0, 1, 2].map((before) => {
    const signs = btoa('\0'.repeat(before) + secret).replaceAll('=', '')
    const whole = Math.floor(((before + secret.length) * 8) / 6)
    return signs.slice(Math.ceil((before * 8) / 6), whole)
  })
}

/** Hides the whole base64 text a core stands in: its neighbours still show an octet of the secret. */
function hideAround(octets: string, core: string): string {
  if (core.length < 4 || !octets.includes(core)) return octets
  return octets.replaceAll(/[A-Za-z0-9+/]+={0,2}/g, (run) => (run.includes(core) ? asterisks : run))
}
