export {}
export async function serveCommand(..._args: unknown[]): Promise<number> {
  return 0
}
