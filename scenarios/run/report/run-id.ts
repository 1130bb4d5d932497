/** What a run that starts at a moment is called, as its folder is: `2026-03-01T12-00-00-000`. */
export const runIdAt = (started: Date): string => started.toISOString().replace(/[:.]/g, '-').replace('Z', '')
