import { FrontPage } from '#components/layout/front-page.tsx'

/** For whoever opened too many links that open nothing. */
export const TooMany = () => (
  <FrontPage
    title="Too many tries"
    lead="Too many links were opened from here that open nothing. Wait a minute, then try again."
  />
)
