'use client'

import { useRouter } from 'next/navigation'
import { useForm } from '#components/auth/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { saveFirstPassword } from '#lib/account/actions.ts'

/** A first password, for whoever came by another way. */
export function SetPasswordForm({ email }: { email: string }) {
  const router = useRouter()
  const form = useForm(
    ({ newPassword = '' }) => saveFirstPassword({ newPassword }),
    () => {
      toast('Your password is set. You are signed out everywhere else.')
      router.refresh()
    },
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      {/* For password managers, which would else not know whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label="New password" hint="At least 10 characters." error={form.errorOf('newPassword')}>
        {(ids) => <Input {...ids} name="newPassword" type="password" autoComplete="new-password" />}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" className="self-start" isBusy={form.isBusy}>
        Set password
      </Button>
    </form>
  )
}
