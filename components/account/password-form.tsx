'use client'

import { useForm } from '#components/auth/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { savePassword } from '#lib/account/actions.ts'

export function PasswordForm({ email }: { email: string }) {
  const form = useForm(
    ({ currentPassword = '', newPassword = '' }) => savePassword({ currentPassword, newPassword }),
    (element) => {
      element.reset()
      toast('Your password was changed. You are signed out everywhere else.')
    },
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      {/* For password managers, which would else not know whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={form.errorOf('currentPassword')}>
        {(ids) => <Input {...ids} name="currentPassword" type="password" autoComplete="current-password" />}
      </Field>
      <Field label="New password" hint="At least 10 characters." error={form.errorOf('newPassword')}>
        {(ids) => <Input {...ids} name="newPassword" type="password" autoComplete="new-password" />}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" className="self-start" isBusy={form.isBusy}>
        Change password
      </Button>
    </form>
  )
}
