/** A run that ended before anything was played, for the reason in its message: it has no report. */
export class NothingPlayed extends Error {
  override readonly name = 'NothingPlayed'
}
