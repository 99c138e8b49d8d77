import { Check, Minus } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ModelFacts } from '#lib/model-pages/schema/facts.ts'

function Points({ title, icon: Icon, items }: { title: string; icon: LucideIcon; items: readonly string[] }) {
  return (
    <div className="min-w-0">
      <h4 className="text-small font-medium">{title}</h4>
      <ul className="mt-2 flex flex-col gap-1.5">
        {items.map((item) => (
          <li key={item} className="flex gap-2 text-ink-2">
            <Icon size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-ink-3" />
            {item}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What a model is, is good at, and is not. */
export function About({ facts }: { facts: ModelFacts }) {
  const { overview, strengths, weaknesses, background, bestFor } = facts
  return (
    <div className="flex flex-col gap-6">
      <div className="flex max-w-160 flex-col gap-3 text-prompt">
        {overview.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
        <Points title="Strong" icon={Check} items={strengths} />
        <Points title="Weak" icon={Minus} items={weaknesses} />
        <Points title="Best for" icon={Check} items={bestFor} />
        <div className="min-w-0">
          <h4 className="text-small font-medium">How it works</h4>
          <div className="mt-2 flex flex-col gap-2 text-ink-2">
            {background.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}
