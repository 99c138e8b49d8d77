import type { Input, VisibleInput } from './reference.ts'

/** Whether it may be shown to whoever looks. */
export const isVisibleInput = (input: Input): input is VisibleInput => input.from !== 'hidden'

/** What a request says of it. */
export const toRef = ({ role, from, id }: VisibleInput) => ({ role, from, id })
/** What a price can depend on. */
export const toSize = ({ role, width, height }: Pick<VisibleInput, 'role' | 'width' | 'height'>) => ({
  role,
  width,
  height,
})
