/** More than any model takes; what the model's own limit is, the meter shows and the upstream decides. */
export const promptMaxLength = 32_000
