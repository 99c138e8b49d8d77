'use client'

import { useRouter } from 'next/navigation'
import { useForm } from '#components/auth/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { saveTeam } from '#lib/teams/actions.ts'
import type { TeamDetail } from '#lib/teams/schema/team.ts'
import { TimeZoneSelect } from './time-zone-select.tsx'

/** The team's name and time zone. */
export function TeamForm({ team, canChange }: { team: TeamDetail; canChange: boolean }) {
  const router = useRouter()
  const form = useForm(
    ({ name = '', timeZone = '' }) => saveTeam({ team: team.slug, name, timeZone }),
    () => {
      toast('Saved.')
      router.refresh()
    },
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field label="Team name" error={form.errorOf('name')}>
        {(ids) => (
          <Input {...ids} name="name" autoComplete="off" defaultValue={team.name} readOnly={!canChange} />
        )}
      </Field>
      <Field label="Address" hint="In all its links.">
        {(ids) => (
          <Input {...ids} value={`/t/${team.slug}`} readOnly className="font-mono text-hint text-ink-2" />
        )}
      </Field>
      <Field label="Time zone" error={form.errorOf('timeZone')}>
        {(ids) => <TimeZoneSelect ids={ids} value={team.timeZone} isDisabled={!canChange} />}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      {canChange && (
        <Button type="submit" look="primary" className="self-start" isBusy={form.isBusy}>
          Save
        </Button>
      )}
    </form>
  )
}
