'use client'

import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { facetsQuery } from '#lib/prompts/queries.ts'
import { slugMaxLength, titleMaxLength } from '#lib/prompts/schema/address.ts'
import type { DetailsDraft } from './details.ts'
import { slugOf } from './details.ts'

export interface DetailsFieldsProps {
  team: string
  details: DetailsDraft
  onChange: (details: DetailsDraft) => void
  /** Without the rarer ones. */
  isShort?: boolean
}

const owners = [
  { value: 'mine', label: 'Mine' },
  { value: 'team', label: 'The team’s' },
] as const

/** What is said about a prompt: its title, whose it is, where it lies, and how it is found. */
export function DetailsFields({ team, details, onChange, isShort = false }: DetailsFieldsProps) {
  const { data: facets } = useQuery(facetsQuery(team))
  const set = (changes: Partial<DetailsDraft>) => onChange({ ...details, ...changes })
  const slug = slugOf(details)
  return (
    <div className="flex flex-col gap-4">
      <Field label="Title">
        {(ids) => (
          <Input
            {...ids}
            maxLength={titleMaxLength}
            value={details.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      {facets?.can.createForTeam && (
        <Segments label="Whose" options={owners} value={details.scope} onChange={(scope) => set({ scope })} />
      )}
      {!isShort && (
        <Field label="Short name" hint={slug && `In the editor it is /${slug}`}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={slugMaxLength}
              placeholder={slug}
              value={details.slug}
              onChange={(event) => set({ slug: event.target.value })}
            />
          )}
        </Field>
      )}
      <div className="grid gap-4 md:grid-cols-2">
        <FolderField {...{ details, onChange }} names={facets?.folders ?? []} />
        <Field label="Tags" hint="By commas">
          {(ids) => (
            <Input {...ids} value={details.tags} onChange={(event) => set({ tags: event.target.value })} />
          )}
        </Field>
      </div>
      {!isShort && (
        <Field label="Description">
          {(ids) => (
            <Textarea
              {...ids}
              rows={2}
              maxLength={2_000}
              value={details.description}
              onChange={(event) => set({ description: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}

interface FolderFieldProps extends Pick<DetailsFieldsProps, 'details' | 'onChange'> {
  names: readonly { name: string; scope: string }[]
}

/** One that there is, or a new one by its name. */
function FolderField({ details, onChange, names }: FolderFieldProps) {
  const list = useId()
  return (
    <Field label="Folder" hint="None, one that there is, or a new one">
      {(ids) => (
        <>
          <Input
            {...ids}
            list={list}
            maxLength={80}
            value={details.folder}
            onChange={(event) => onChange({ ...details, folder: event.target.value })}
          />
          <datalist id={list}>
            {names
              .filter(({ scope }) => scope === details.scope)
              .map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
