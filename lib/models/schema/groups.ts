/** As the API documents them, in the order of the panel. */
export const parameterGroups = ['core', 'size', 'output', 'provider'] as const
export type ParameterGroup = (typeof parameterGroups)[number]

/** What they are called, for people. */
export const groupNames: Record<ParameterGroup, string> = {
  core: 'Core',
  size: 'Size and layout',
  output: 'Output and format',
  provider: 'Provider options',
}
