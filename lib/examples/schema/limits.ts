/** As many as somebody curates, of their own and of the team. */
export const maxExamples = 200
/** As many as are added at once. */
export const maxAdded = 50
