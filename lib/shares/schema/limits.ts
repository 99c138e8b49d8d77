/** More than anybody looks at, and as many as are written in one step. */
export const maxShared = 2_000
