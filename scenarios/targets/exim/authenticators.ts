interface Logins {
  /** Is added to a name without a domain. */
  readonly realm: string | undefined
  /** Whether a password is taken within TLS only; CRAM-MD5 sends none. */
  readonly withinTls: boolean
}

/** PLAIN, LOGIN and CRAM-MD5, over the table of users. */
export function authenticators({ realm, withinTls }: Logins): readonly string[] {
  const offered = withinTls ? ['  server_advertise_condition = ${if def:tls_in_cipher}'] : []
  const whole = (name: string): string =>
    realm === undefined ? `\${lc:${name}}` : `\${lc:\${if match{${name}}{@}{${name}}{${name}@${realm}}}}`
  const secret = (name: string): string => `\${lookup{${whole(name)}}lsearch{/srv/etc/users}{$value}fail}`
  return [
    'plain:',
    '  driver = plaintext',
    '  public_name = PLAIN',
    ...offered,
    '  server_prompts = :',
    `  server_condition = \${if eq{$auth3}{${secret('$auth2')}}}`,
    `  server_set_id = ${whole('$auth2')}`,
    'login:',
    '  driver = plaintext',
    '  public_name = LOGIN',
    ...offered,
    '  server_prompts = <| Username: | Password:',
    `  server_condition = \${if eq{$auth2}{${secret('$auth1')}}}`,
    `  server_set_id = ${whole('$auth1')}`,
    'cram_md5:',
    '  driver = cram_md5',
    '  public_name = CRAM-MD5',
    `  server_secret = ${secret('$auth1')}`,
    `  server_set_id = ${whole('$auth1')}`,
  ]
}
