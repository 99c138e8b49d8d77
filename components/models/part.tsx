import type { ReactNode } from 'react'

/** A part of a model's page. */
export interface ModelPart {
  /** Its place on the page, for links. */
  id: string
  title: string
  /** One sentence on what it is, where that is not plain. */
  lead?: ReactNode
  body: ReactNode
}

export function Part({ id, title, lead, body }: ModelPart) {
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h3 id={id} tabIndex={-1} className="scroll-mt-6 text-touch font-semibold">
        {title}
      </h3>
      {lead && <p className="mt-0.5 max-w-160 text-small text-ink-2">{lead}</p>}
      <div className="mt-3">{body}</div>
    </section>
  )
}

/** A link in a sentence or a list; elsewhere, where it is not ours. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="rounded-[4px] underline decoration-edge underline-offset-4 hover:decoration-current"
    >
      {children}
    </a>
  )
}
