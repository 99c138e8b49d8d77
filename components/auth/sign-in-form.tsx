'use client'

import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signInWithPassword } from '#lib/auth/actions.ts'
import { useForm } from './use-form.ts'

/** `next` is where it leads afterwards, for whoever came from a link. */
export function SignInForm({ next }: { next?: string | undefined }) {
  const form = useForm(({ email = '', password = '' }) =>
    signInWithPassword({ email, password, ...(next === undefined ? {} : { next }) }),
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field label="E-mail" error={form.errorOf('email')}>
        {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label="Password" error={form.errorOf('password')}>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="current-password" required />}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" size="large" className="mt-2" isBusy={form.isBusy}>
        Sign in
      </Button>
      <Link
        href="/forgot"
        className="self-start text-small text-ink-2 underline underline-offset-4 hover:text-ink"
      >
        Forgotten password
      </Link>
    </form>
  )
}
