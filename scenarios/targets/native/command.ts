import { execFile } from 'node:child_process'

/** What a program left behind. */
export interface Ran {
  readonly ok: boolean
  readonly output: string
}

/** Runs a program to its end, or until its time is up. Never throws. */
export const runs = (
  program: string,
  args: readonly string[],
  { cwd, within = 60_000 }: { readonly cwd?: string; readonly within?: number } = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    const options = {
      env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      timeout: within,
      maxBuffer: 16_000_000,
      ...(cwd !== undefined && { cwd }),
    }
    execFile(program, [...args], options, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: `${stdout}${stderr}`.trim() })
    })
  })
