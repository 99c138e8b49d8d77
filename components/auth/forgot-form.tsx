'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { forgetPassword } from '#lib/auth/actions.ts'
import { useForm } from './use-form.ts'

/** Asks for a link by e-mail; whether there is such an account is not said. */
export function ForgotForm() {
  const [isSent, setIsSent] = useState(false)
  const form = useForm(
    ({ email = '' }) => forgetPassword({ email }),
    () => setIsSent(true),
  )
  if (isSent)
    return (
      <Notice kind="ok" isAlert>
        If there is an account with this address, a link is on its way. It works for an hour.
      </Notice>
    )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field label="E-mail" error={form.errorOf('email')}>
        {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" size="large" className="mt-2" isBusy={form.isBusy}>
        Send the link
      </Button>
    </form>
  )
}
