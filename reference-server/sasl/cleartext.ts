import type { Policy } from '../policy/document/document.ts'

/**
 * Tells whether an account may be proved on a connection: by no way at all without TLS, where that is needed.
 *
 * @see rfc4954.no-plaintext-without-tls, rfc2595.cleartext-refusable, rfc3501.plaintext-refusable
 */
export const mayLogIn = ({ secure }: { readonly secure: boolean }, { auth }: Policy): boolean =>
  secure || !auth.needsTls
