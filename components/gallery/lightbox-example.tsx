'use client'

import { BookImage } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'

/** Loaded when it is first opened. */
const AddExamples = lazy(async () => ({
  default: (await import('#components/examples/add-examples.tsx')).AddExamples,
}))

interface LightboxExampleProps {
  team: string
  id: string
  /** In the bar; or below it, where a phone's has no room. */
  place: 'bar' | 'below'
}

/** Adds the image that is looked at to the examples. */
export function LightboxExample({ team, id, place }: LightboxExampleProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      {place === 'bar' ? (
        <IconButton
          label="Add to examples"
          className="max-sm:hidden"
          icon={<BookImage size={18} />}
          onClick={() => setIsOpen(true)}
        />
      ) : (
        <Button className="sm:hidden" onClick={() => setIsOpen(true)}>
          <BookImage size={15} aria-hidden="true" />
          Add to examples
        </Button>
      )}
      {isOpen && (
        <Suspense fallback={null}>
          <AddExamples team={team} count={1} ids={async () => [id]} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
