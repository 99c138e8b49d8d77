'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import { formatBytes, plural } from '#lib/format.ts'
import { askImportPlan, bringIn } from '#lib/prompts/queries.ts'
import type { ImportPlan } from '#lib/prompts/schema.ts'
import { maxFileBytes } from '#lib/prompts/schema/address.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import { ImportRows } from './import-rows.tsx'
import { usePromptCommands } from './use-prompt-commands.ts'

interface ImportPromptsProps {
  team: string
  /** Whether one may bring them to the team. */
  canForTeam: boolean
  onClose: () => void
}

const owners = [
  { value: 'mine', label: 'Into mine' },
  { value: 'team', label: 'Into the team’s' },
] as const

const formatOf = (file: File) => (/\.json$/i.test(file.name) ? 'json' : 'csv')
const wordsOf = (error: unknown) =>
  error instanceof Error ? error.message : 'The file cannot be read. Try again.'

type Looking =
  | { state: 'none' | 'looking' }
  | { state: 'refused'; problem: string }
  | { state: 'planned'; plan: ImportPlan }

function useImport({ team, onClose }: ImportPromptsProps) {
  const { refresh } = usePromptCommands(team)
  const [file, setFile] = useState<File | null>(null)
  const [scope, setScope] = useState<Ownership>('mine')
  const [looking, setLooking] = useState<Looking>({ state: 'none' })
  const [isBusy, setIsBusy] = useState(false)

  async function look(wanted: File | null, into: Ownership): Promise<void> {
    setFile(wanted)
    setScope(into)
    if (!wanted) return setLooking({ state: 'none' })
    if (wanted.size > maxFileBytes) {
      const problem = `This file has ${formatBytes(wanted.size)}, and ${formatBytes(maxFileBytes)} are the most. Bring a part of it.`
      return setLooking({ state: 'refused', problem })
    }
    setLooking({ state: 'looking' })
    try {
      const wish = { format: formatOf(wanted), scope: into, file: wanted } as const
      setLooking({ state: 'planned', plan: await askImportPlan(team, wish) })
    } catch (error) {
      setLooking({ state: 'refused', problem: wordsOf(error) })
    }
  }

  async function run(): Promise<void> {
    if (!file || looking.state !== 'planned') return
    setIsBusy(true)
    try {
      const { plan } = looking.plan
      const { counts } = await bringIn(team, { format: formatOf(file), scope, file, plan })
      toast(`${plural(counts.new, 'new prompt')}, ${counts.changed} changed.`)
      onClose()
      await refresh()
    } catch (error) {
      setLooking({ state: 'refused', problem: wordsOf(error) })
    }
    setIsBusy(false)
  }
  return { file, scope, looking, isBusy, look, run }
}

/** Brings prompts in from a file: says first what would change, line by line, and then does all of it or nothing. */
export function ImportPrompts(props: ImportPromptsProps) {
  const { file, scope, looking, isBusy, look, run } = useImport(props)
  const plan = looking.state === 'planned' ? looking.plan : null
  const changes = plan ? plan.counts.new + plan.counts.changed : 0
  return (
    <Dialog
      title="Import prompts"
      isOpen
      isWide
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>Not now</Button>
          <Button look="primary" disabled={changes === 0} isBusy={isBusy} onClick={() => void run()}>
            {changes === 0 ? 'Import' : `Import ${changes}`}
          </Button>
        </>
      }
    >
      <p>
        JSON, as it is exported, with all versions. Or a table (CSV) with a column “text”, and “title”,
        “slug”, “folder”, “tags”, “note” where you have them.
      </p>
      <div className="mt-4 flex flex-col gap-4 text-ink">
        <Field label="File">
          {(ids) => (
            <Input
              {...ids}
              type="file"
              accept=".json,.csv,.tsv,application/json,text/csv"
              className="py-1 max-md:py-2.5"
              onChange={(event) => void look(event.target.files?.[0] ?? null, scope)}
            />
          )}
        </Field>
        {props.canForTeam && (
          <Segments
            label="Where to"
            options={owners}
            value={scope}
            onChange={(into) => void look(file, into)}
          />
        )}
        {looking.state === 'looking' && <Skeleton className="h-24" />}
        {looking.state === 'refused' && (
          <Notice kind="danger" isAlert>
            {looking.problem}
          </Notice>
        )}
        {plan && <ImportRows plan={plan} />}
      </div>
    </Dialog>
  )
}
