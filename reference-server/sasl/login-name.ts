/**
 * Gives the account a login name stands for, in lower case.
 *
 * - `Alice@LOCAL.test` → `alice@local.test`
 * - `alice` → `alice@local.test` where local.test is the only domain, else `alice`, which is no account
 */
export function completeLogin(login: string, domains: readonly string[]): string {
  const name = login.toLowerCase()
  if (name.includes('@')) return name
  const [domain, ...others] = domains
  return domain !== undefined && others.length === 0 ? `${name}@${domain.toLowerCase()}` : name
}
