/** The zone that this browser's clock is set to. */
export const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
