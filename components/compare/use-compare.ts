'use client'

import { useSearchParam } from '#components/layout/use-search-param.ts'
import { toast } from '#components/ui/toast.tsx'

/** The first of the two, until the second is chosen. */
let picked: string | null = null

/** The two images that are compared: in the address, so that it can be sent, and Back closes it. */
export function useCompare() {
  const [pair, setPair] = useSearchParam('compare')
  const [a, b] = pair?.split('~') ?? []
  return {
    ids: a && b ? ([a, b] as const) : null,
    swap: () => a && b && setPair(`${b}~${a}`, 'replace'),
    close: () => setPair(null, 'push'),
    /** The first press chooses one, the second the other. */
    pick: (imageId: string) => {
      if (picked === null || picked === imageId) {
        picked = imageId
        toast('Chosen for comparison. Open another picture, and press C again.')
        return
      }
      setPair(`${picked}~${imageId}`, 'push')
      picked = null
    },
  }
}
