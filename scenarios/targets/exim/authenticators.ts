/**
 * PLAIN, LOGIN and CRAM-MD5, over the table of users.
 *
 * @param realm is added to a name without a domain
 */
export function authenticators(realm: string | undefined): readonly string[] {
  const whole = (name: string): string =>
    realm === undefined ? `\${lc:${name}}` : `\${lc:\${if match{${name}}{@}{${name}}{${name}@${realm}}}}`
  const secret = (name: string): string => `\${lookup{${whole(name)}}lsearch{/srv/etc/users}{$value}fail}`
  return [
    'plain:',
    '  driver = plaintext',
    '  public_name = PLAIN',
    '  server_prompts = :',
    `  server_condition = \${if eq{$auth3}{${secret('$auth2')}}}`,
    `  server_set_id = ${whole('$auth2')}`,
    'login:',
    '  driver = plaintext',
    '  public_name = LOGIN',
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
