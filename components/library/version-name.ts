/** "“Bakery sign” v3". */
export const versionName = ({ title, number }: { title: string; number: number }) => `“${title}” v${number}`
