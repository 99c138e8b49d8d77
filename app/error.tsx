'use client'

import { FrontColumn } from '#components/layout/front-column.tsx'
import { Button } from '#components/ui/button.tsx'

/** Without the wall: what shows an error is loaded with every page. */
export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <FrontColumn
      title="Something went wrong here"
      lead="It was logged. Nothing that was paid for is lost: what is under way goes on."
    >
      <Button look="primary" size="large" onClick={reset}>
        Try again
      </Button>
    </FrontColumn>
  )
}
