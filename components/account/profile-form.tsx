'use client'

import { useForm } from '#components/auth/use-form.ts'
import { TimeZoneSelect } from '#components/settings/time-zone-select.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { saveProfile } from '#lib/account/actions.ts'
import type { Account } from '#lib/account/schema.ts'

export function ProfileForm({ account }: { account: Account }) {
  const form = useForm(
    ({ name = '', timeZone = '' }) => saveProfile({ name, timeZone }),
    () => toast('Saved.'),
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field label="Name" error={form.errorOf('name')}>
        {(ids) => <Input {...ids} name="name" autoComplete="name" defaultValue={account.name} />}
      </Field>
      <Field label="E-mail" hint="You sign in with it.">
        {(ids) => <Input {...ids} type="email" value={account.email} readOnly className="text-ink-2" />}
      </Field>
      <Field label="Time zone" error={form.errorOf('timeZone')}>
        {(ids) => <TimeZoneSelect ids={ids} value={account.timeZone} />}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" className="self-start" isBusy={form.isBusy}>
        Save
      </Button>
    </form>
  )
}
