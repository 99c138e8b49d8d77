import type { Metadata } from 'next'
import { FrontPage } from '#components/layout/front-page.tsx'
import { buttonClass } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <FrontPage
      title="There is nothing here"
      lead="The address is wrong, or what it names is gone, or it is not yours to see."
    >
      {/* Every page carries this one along: the router's link would weigh on all of them. */}
      {/* oxlint-disable-next-line nextjs/no-html-link-for-pages */}
      <a href="/" className={buttonClass('primary', 'large')}>
        Back to the studio
      </a>
    </FrontPage>
  )
}
