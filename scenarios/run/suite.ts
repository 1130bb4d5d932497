/** The suite and its version, as reports and `--version` show it. */
export const suite = 'mailspec 0.1.0'
