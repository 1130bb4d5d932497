import { rfc1870 } from './rfc/1870.ts'
import { rfc1939 } from './rfc/1939.ts'
import { rfc2034 } from './rfc/2034.ts'
import { rfc2195 } from './rfc/2195.ts'
import { rfc2449 } from './rfc/2449.ts'
import { rfc2595 } from './rfc/2595.ts'
import { rfc2920 } from './rfc/2920.ts'
import { rfc3206 } from './rfc/3206.ts'
import { rfc3207 } from './rfc/3207.ts'
import { rfc3463 } from './rfc/3463.ts'
import { rfc3464 } from './rfc/3464.ts'
import { rfc3501 } from './rfc/3501.ts'
import { rfc4616 } from './rfc/4616.ts'
import { rfc4954 } from './rfc/4954.ts'
import { rfc5034 } from './rfc/5034.ts'
import { rfc5248 } from './rfc/5248.ts'
import { rfc5321 } from './rfc/5321.ts'
import { rfc6152 } from './rfc/6152.ts'
import { rfc6409 } from './rfc/6409.ts'
import { rfc8314 } from './rfc/8314.ts'

export type { RfcClause } from './rfc/rfc-clause.ts'

/** The rules of SMTP, its extensions, POP3 and IMAP that the scenarios about conduct rest on, by RFC. */
export const rfcClauses = [
  ...rfc1870,
  ...rfc1939,
  ...rfc2034,
  ...rfc2195,
  ...rfc2449,
  ...rfc2595,
  ...rfc2920,
  ...rfc3206,
  ...rfc3207,
  ...rfc3463,
  ...rfc3464,
  ...rfc3501,
  ...rfc4616,
  ...rfc4954,
  ...rfc5034,
  ...rfc5248,
  ...rfc5321,
  ...rfc6152,
  ...rfc6409,
  ...rfc8314,
]
