/** The one source of time, so that tests can set it. */
export const now = (): number => 1
