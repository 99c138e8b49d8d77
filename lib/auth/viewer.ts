import 'server-only'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import { auth } from './next-auth.ts'
import { personOf, viewerOf } from './proof.ts'
import type { Person, Viewer } from './schema.ts'

const sessionId = cache(async (): Promise<string | null> => {
  const session = await auth()
  return z.uuid().safeParse(session?.sessionId).data ?? null
})

/** Who is signed in; null for nobody. */
export const findPerson = cache(async (): Promise<Person | null> => {
  const id = await sessionId()
  return id === null ? null : personOf(id)
})

/** The signed-in person as a member of a team; null for everybody else. */
export const findViewer = cache(async (teamSlug: string): Promise<Viewer | null> => {
  const id = await sessionId()
  return id === null ? null : viewerOf(id, teamSlug)
})

/** For actions and routes. Throws AppError `signed_out`, or `not_found` for a team that is not the person's. */
export async function requireViewer(teamSlug: string): Promise<Viewer> {
  const viewer = await findViewer(teamSlug)
  if (viewer) return viewer
  if (await findPerson()) throw new AppError('not_found', 'There is no such team.')
  throw new AppError('signed_out', 'Your session has ended. Sign in again; what you typed is still here.')
}

/** For actions and routes. Throws AppError `signed_out`. */
export async function requirePerson(): Promise<Person> {
  const person = await findPerson()
  if (!person) throw new AppError('signed_out', 'Your session has ended. Sign in again.')
  return person
}

/** For pages: signed out → sign-in, not a member → not found. */
export async function pageViewer(teamSlug: string): Promise<Viewer> {
  const viewer = await findViewer(teamSlug)
  if (viewer) return viewer
  if (await findPerson()) notFound()
  redirect('/sign-in')
}
