import type { LucideIcon } from 'lucide-react'
import { BookMarked, Boxes, ChartNoAxesColumn, Images, Settings, Sparkle } from 'lucide-react'

export interface Place {
  /** Below the team's address. */
  path: string
  label: string
  icon: LucideIcon
}

/** Where one can go in a team, in the order of the day. */
export const places: readonly Place[] = [
  { path: 'playground', label: 'Playground', icon: Sparkle },
  { path: 'gallery', label: 'Gallery', icon: Images },
  { path: 'library', label: 'Library', icon: BookMarked },
  { path: 'models', label: 'Models', icon: Boxes },
  { path: 'usage', label: 'Usage', icon: ChartNoAxesColumn },
]

export const settingsPlace: Place = { path: 'settings', label: 'Settings', icon: Settings }

/** "playground" of "/t/northwind-studio/playground/…". */
export const placeOf = (pathname: string) => pathname.split('/')[3] ?? ''

/** Reached from another place. */
const others: Readonly<Record<string, string>> = {
  batches: 'Batch',
  links: 'My links',
  people: 'People',
}

export const nameOfPlace = (path: string) =>
  [...places, settingsPlace].find((place) => place.path === path)?.label ?? others[path] ?? ''
