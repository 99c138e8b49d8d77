'use client'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { choosePassword } from '#lib/auth/actions.ts'
import { useForm } from './use-form.ts'

/** Another password for whoever forgot theirs. The address stands there for the browser that keeps both. */
export function ResetForm({ secret, email }: { secret: string; email: string }) {
  const form = useForm(({ password = '' }) => choosePassword({ secret, password }))
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field label="E-mail">
        {(ids) => (
          <Input
            {...ids}
            type="email"
            autoComplete="username"
            value={email}
            readOnly
            className="text-ink-2"
          />
        )}
      </Field>
      <Field label="New password" hint="At least 10 characters." error={form.errorOf('password')}>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="new-password" required />}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" size="large" className="mt-2" isBusy={form.isBusy}>
        Set the password
      </Button>
    </form>
  )
}
