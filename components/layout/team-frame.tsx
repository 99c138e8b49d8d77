import Link from 'next/link'
import type { ReactNode } from 'react'
import { SignOutButton } from './sign-out-button.tsx'

interface TeamFrameProps {
  team: { slug: string; name: string }
  isStandin: boolean
  children: ReactNode
}

/** What stands around every page of a team. */
export function TeamFrame({ team, isStandin, children }: TeamFrameProps) {
  return (
    <div className="flex h-dvh flex-col">
      <header className="flex h-12 shrink-0 items-center gap-4 border-b border-line bg-surface px-4">
        <span className="font-semibold">{team.name}</span>
        <nav aria-label="Studio">
          <Link href={`/t/${team.slug}/playground`} className="text-ink-2 hover:text-ink">
            Playground
          </Link>
        </nav>
        {isStandin && (
          <p className="ml-auto truncate text-[13px] text-ink-2 max-md:hidden">
            Stand-in pictures: no API key yet. Set LUMENFALL_API_KEY and start again.
          </p>
        )}
        <span className={isStandin ? '' : 'ml-auto'}>
          <SignOutButton />
        </span>
      </header>
      {children}
    </div>
  )
}
