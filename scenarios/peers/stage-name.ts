/** The stage name a peer stands at, which policy and DNS may use: `smarthost.test` for the role `smarthost`. */
export const stageNameOf = (role: string): string => `${role.toLowerCase()}.test`
