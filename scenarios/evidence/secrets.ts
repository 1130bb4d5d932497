import type { Service } from './evidence.ts'
import { asterisks, hider, tracesOf, type Hider } from './secret-forms.ts'
import { speaks } from './services.ts'

/** Watches one session and hides what its commands carry of secrets; lines come in the order they are recorded. */
export type SecretWatch = (dir: 'C' | 'S', octets: string) => string

/**
 * Hides credentials by their place in the protocol: the response of AUTH, the argument of PASS, the digest of APOP,
 * the password of LOGIN, and whatever a client answers to a challenge. What is read is octets, latin1.
 */
export function watchSecrets(service: Service): SecretWatch {
  if (speaks(service, 'pop3')) return watchPop3()
  return speaks(service, 'imap') ? watchImap() : watchSmtp()
}

/** The secrets of a session or a run. */
export interface Secrets {
  /** Makes a text secret: its octets in UTF-8, and in latin1 where it can be written so. */
  add(text: string): void
  /** Replaces secrets, in whatever form, by asterisks. */
  hide(text: string): string
}

export function createSecrets(): Secrets {
  const hiders = new Map<string, Hider>()
  return {
    add(text) {
      const utf8 = String.fromCharCode(...new TextEncoder().encode(text))
      // oxlint-disable-next-line no-control-regex -- what latin1 has
      const forms = /^[\u0000-\u00ff]*$/.test(text) ? [utf8, text] : [utf8]
      for (const secret of forms) if (secret !== '' && !hiders.has(secret)) hiders.set(secret, hider(secret))
    },
    hide(text) {
      let traces = tracesOf(text)
      for (const { mayBeIn, hide } of hiders.values())
        if (mayBeIn(traces)) traces = tracesOf(hide(traces.text))
      return traces.text
    },
  }
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

/** A challenge may be cancelled with a single asterisk, which is not a secret. */
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
