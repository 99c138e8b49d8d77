'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useReuse } from '#components/reuse/use-reuse.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { SharedRecipe } from '#lib/shares/schema/gallery.ts'

interface RemixFormProps {
  teams: readonly { slug: string; name: string }[]
  recipe: SharedRecipe
}

/** In which team, and off one goes; what of a draft there would change is shown first. */
export function RemixForm({ teams, recipe }: RemixFormProps) {
  const router = useRouter()
  const [team, setTeam] = useState(teams[0]?.slug ?? '')
  const { reuse, dialog } = useReuse(team, () => router.push(`/t/${team}/playground`))
  if (teams.length === 0)
    return <Notice kind="info">You are in no team yet, so there is no playground.</Notice>
  return (
    <div className="flex flex-col gap-4">
      {teams.length > 1 && (
        <Field label="Team">
          {(ids) => (
            <Select {...ids} value={team} onChange={(event) => setTeam(event.target.value)}>
              {teams.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Button look="primary" size="large" onClick={() => reuse(recipe)}>
        Open in the playground
      </Button>
      {dialog}
    </div>
  )
}
