import type { PromptSummary } from '#lib/prompts/schema.ts'
import { toSlug } from '#lib/prompts/schema/address.ts'
import type { Ownership } from '#lib/teams/schema.ts'

/** What is said about a prompt, as it stands in a form. */
export interface DetailsDraft {
  title: string
  /** Empty: made of the title. */
  slug: string
  scope: Ownership
  folder: string
  /** By commas. */
  tags: string
  description: string
}

export const noDetails = (title = '', scope: Ownership = 'mine'): DetailsDraft => ({
  title,
  slug: '',
  scope,
  folder: '',
  tags: '',
  description: '',
})

export const detailsOf = ({
  title,
  slug,
  scope,
  folder,
  tags,
  description,
}: PromptSummary): DetailsDraft => ({
  title,
  slug,
  scope,
  folder: folder?.name ?? '',
  tags: tags.join(', '),
  description,
})

/** As an action takes it, but for the short name. */
export const toDetails = ({ title, scope, folder, tags, description }: DetailsDraft) => ({
  title,
  scope,
  folder: folder.trim() || null,
  tags: tags
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== ''),
  description,
})

/** What it will be called by in the editor. */
export const slugOf = ({ slug, title }: DetailsDraft) => slug.trim() || toSlug(title)
