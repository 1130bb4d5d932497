import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'

/** PEM texts. The certificate signs itself, so it is its own authority. */
interface Certificate {
  readonly key: string
  readonly cert: string
}

const algorithms = {
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
} as const

/** Whose certificate: the name it is given to, the IP address it is reached at, and the kind of key. */
export interface Subject {
  readonly hostname: string
  readonly address: string
  readonly keys: keyof typeof algorithms
}

/** The certificate of a subject, made when it is first asked for and kept for the life of the process. */
export function certificateFor(subject: Subject): Promise<Certificate> {
  const name = JSON.stringify(subject)
  const known = made.get(name)
  if (known) return known
  const making = makeCertificate(subject)
  made.set(name, making)
  return making
}

const made = new Map<string, Promise<Certificate>>()

/** Valid from 2020 to 2070: clients compare it with real time, servers may live in any year of the turned one. */
async function makeCertificate({ hostname, address, keys: kind }: Subject): Promise<Certificate> {
  const algorithm = algorithms[kind]
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${hostname}`,
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date('2070-01-01T00:00:00Z'),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: hostname },
          { type: 'ip', value: address },
        ]),
      ],
    },
    webcrypto,
  )
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`
  return { key, cert: certificate.toString('pem') }
}
