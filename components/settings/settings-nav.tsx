'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { SettingsPlace } from './places.ts'

/** In a row that is longer than a phone is wide, the page that one is on is in sight. */
const intoView = (link: HTMLAnchorElement | null) =>
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

/** Between the pages of the settings: a list on a desk, a row on a phone. */
export function SettingsNav({ team, places }: { team: string; places: readonly SettingsPlace[] }) {
  const pathname = usePathname()
  const base = `/t/${team}/settings`
  return (
    <nav
      aria-label="Settings"
      className="shrink-0 border-line max-md:overflow-x-auto max-md:border-b max-md:px-2 md:w-50 md:border-r md:py-6 md:pr-3 md:pl-4"
    >
      <ul className="flex gap-0.5 max-md:w-max md:flex-col">
        {places.map(({ path, label }) => {
          const href = path === '' ? base : `${base}/${path}`
          const isCurrent = pathname === href
          return (
            <li key={path}>
              <Link
                href={href}
                {...(isCurrent ? { ref: intoView, 'aria-current': 'page' } : {})}
                className="flex h-8 items-center rounded-control px-3 whitespace-nowrap text-ink-2 hover:bg-sunk hover:text-ink aria-[current=page]:bg-sunk aria-[current=page]:font-medium aria-[current=page]:text-ink max-md:h-11"
              >
                {label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
