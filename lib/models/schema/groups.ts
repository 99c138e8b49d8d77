/** As the API documents them, in the order of the panel. */
export const parameterGroups = ['core', 'size', 'output', 'provider'] as const
export type ParameterGroup = (typeof parameterGroups)[number]
