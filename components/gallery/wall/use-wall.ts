'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { fetchGalleryDays, fetchGalleryPage, fetchOutline } from '#lib/images/queries.ts'
import type { GalleryDay, GalleryFilter, GalleryPage } from '#lib/images/schema.ts'
import { listenToGallery } from '../changes.ts'
import { dayKey } from '../days.ts'
import { Follower } from './follow.ts'
import { OutlineLoader } from './outline-loader.ts'
import type { WallSource, WallState } from './store.ts'
import { WallStore } from './store.ts'

export interface WallOptions {
  team: string
  filter: GalleryFilter
  /** Of the team: a day is the team's day. */
  timeZone: string
  first: GalleryPage
  /** How many images each day has; null where nobody counts. */
  days: readonly GalleryDay[] | null
}

/** The first page came with the document: when that is older, what it says is looked at again. */
const oldMs = 30_000

/** Days are counted for whole parts of the gallery, not for what is searched or an album. */
export function countedScope({ scope, album, search }: GalleryFilter): 'mine' | 'team' | null {
  return album === null && search === '' && (scope === 'mine' || scope === 'team') ? scope : null
}

function sourceOf({ team, filter, timeZone }: WallOptions): WallSource {
  const counted = countedScope(filter)
  const keyOf = dayKey(timeZone)
  return {
    page: (place, signal) => fetchGalleryPage(team, filter, place, signal),
    outline: (after, signal) => fetchOutline(team, filter, after, signal),
    days: counted && (() => fetchGalleryDays(team, counted)),
    isByTime: filter.album === null,
    dayOf: ({ createdAt }) => (filter.album === null ? keyOf(createdAt) : ''),
  }
}

export interface Wall {
  store: WallStore
  loader: OutlineLoader
  filter: GalleryFilter
}

function makeWall(options: WallOptions): Wall & { follower: Follower; madeAt: number } {
  const store = new WallStore(sourceOf(options), options.first, options.days)
  const loader = new OutlineLoader(store)
  const follower = new Follower(store, loader, options.filter)
  return { store, loader, follower, filter: options.filter, madeAt: Date.now() }
}

/** A list of images as it is shown, kept true while it is there. Another list is another wall: give it a key. */
export function useWall(options: WallOptions): Wall & { state: WallState } {
  const [wall] = useState(() => makeWall(options))
  const { store, loader, follower } = wall
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getState)
  const { team } = options
  useEffect(() => {
    const { days } = store.source
    loader.start()
    if (days && !store.getState().days)
      days().then(
        (counted) => store.change({ days: counted }),
        () => undefined,
      )
    if (Date.now() - wall.madeAt > oldMs) follower.doubt()
    const end = listenToGallery(team, follower.follow)
    return () => {
      end()
      follower.stop()
      loader.stop()
    }
  }, [wall, store, loader, follower, team])
  return { ...wall, state }
}
