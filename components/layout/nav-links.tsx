'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '#lib/cn.ts'
import type { Place } from './navigation.ts'
import { nameOfPlace, placeOf, places, settingsPlace } from './navigation.ts'

interface NavLinkProps {
  team: string
  place: Place
  isCurrent: boolean
  className: string
}

function NavLink({ team, place: { path, label, icon: Icon }, isCurrent, className }: NavLinkProps) {
  return (
    <Link
      href={`/t/${team}/${path}`}
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
      data-tip="right"
      className={cn(
        'flex items-center justify-center rounded-control text-ink-2 transition-colors hover:text-ink aria-[current=page]:text-ink forced-colors:aria-[current=page]:border',
        className,
      )}
    >
      <Icon size={19} aria-hidden="true" />
    </Link>
  )
}

/** The way through the studio on a desk: at the left edge. */
export function Rail({ team }: { team: string }) {
  const current = placeOf(usePathname())
  const link = (place: Place) => (
    <li key={place.path}>
      <NavLink
        team={team}
        place={place}
        isCurrent={place.path === current}
        className="tip relative size-10 hover:bg-sunk aria-[current=page]:bg-sunk"
      />
    </li>
  )
  return (
    <nav
      aria-label="Studio"
      className="flex w-14 shrink-0 flex-col border-r border-line bg-surface py-2 max-md:hidden"
    >
      <ul className="flex flex-1 flex-col items-center gap-1">
        {places.map(link)}
        <li aria-hidden="true" className="flex-1" />
        {link(settingsPlace)}
      </ul>
    </nav>
  )
}

/** The same on a phone: at the lower edge, under the thumb. */
export function TabBar({ team }: { team: string }) {
  const current = placeOf(usePathname())
  return (
    <nav
      aria-label="Studio"
      data-place={current}
      style={{ anchorName: '--tabs' }}
      className="shrink-0 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] data-[place=playground]:border-transparent md:hidden"
    >
      <ul className="flex justify-around px-2 py-1">
        {[...places, settingsPlace].map((place) => (
          <li key={place.path} className="min-w-11 flex-1">
            <NavLink
              team={team}
              place={place}
              isCurrent={place.path === current}
              className="h-11 w-full aria-[current=page]:text-accent"
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The page's heading: where one is. */
export function PlaceName() {
  return (
    <h1 className="truncate max-md:sr-only">
      <span aria-hidden="true" className="mr-3 text-ink-3">
        /
      </span>
      {nameOfPlace(placeOf(usePathname()))}
    </h1>
  )
}
