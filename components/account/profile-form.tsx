'use client'

import { useForm } from '#components/auth/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Select } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { saveProfile } from '#lib/account/actions.ts'
import type { Account } from '#lib/account/schema.ts'

/** All that the browser knows, and the account's own, which it may not. */
function zonesWith(timeZone: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return [...new Set([timeZone, 'UTC', ...known])].toSorted()
}

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
        {(ids) => (
          <Select {...ids} name="timeZone" defaultValue={account.timeZone} suppressHydrationWarning>
            {zonesWith(account.timeZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        )}
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
