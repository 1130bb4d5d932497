/**
 * The accounts and what proves them. Comparison takes the same time whether the account exists or not; passwords are
 * kept as SCRAM-SHA-256 keys only.
 */
export interface Credentials {
  /**
   * @param login    the name as typed: a full address, or the bare local-part where one domain is hosted
   * @param password UTF-8
   * @returns whether they fit, and the account's address (or the name as typed when there is none)
   */
  check(login: string, password: string): Promise<{ readonly matches: boolean; readonly account: string }>
}
