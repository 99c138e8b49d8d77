import type { CSSProperties } from 'react'

/**
 * A picture as large as its frame lets it be, in its shape before it is there. Its frame is a container of a known
 * size: `[container-type:size]`. `shape` is its width over its height.
 */
export const wholeIn = (shape: number): CSSProperties => ({
  width: `min(100cqw, 100cqh * ${shape})`,
  aspectRatio: shape,
})
