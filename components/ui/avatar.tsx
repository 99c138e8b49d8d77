import { cn } from '#lib/cn.ts'

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  const letters = ends.map((word) => word?.match(/[\p{L}\p{N}]/u)?.[0] ?? '')
  return letters.join('').toUpperCase() || '?'
}

/** A person, by the letters of their name. The name itself stands beside it or on its button. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      data-initials={initials(name)}
      className={cn(
        'inline-flex size-7 items-center justify-center rounded-control bg-accent-soft text-hint font-semibold text-accent before:content-[attr(data-initials)]',
        className,
      )}
    />
  )
}
