import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'

/** PEM texts. The certificate signs itself, so it is its own authority. */
interface Certificate {
  readonly key: string
  readonly cert: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** The certificate of a host name, made when it is first asked for and kept for the life of the process. */
export function certificateFor(hostname: string): Promise<Certificate> {
  const known = made.get(hostname)
  if (known) return known
  const making = makeCertificate(hostname)
  made.set(hostname, making)
  return making
}

const made = new Map<string, Promise<Certificate>>()

/**
 * Makes a certificate for the names of the stage, valid from 2020 to 2070: clients compare it with real time, servers
 * may live in any year of the virtual one.
 */
async function makeCertificate(hostname: string): Promise<Certificate> {
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
          { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    },
    webcrypto,
  )
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`
  return { key, cert: certificate.toString('pem') }
}
