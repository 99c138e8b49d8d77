'use client'

import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { joinWithNewAccount } from '#lib/auth/actions.ts'
import { ownTimeZone } from './time-zone.ts'
import { useForm } from './use-form.ts'

interface JoinFormProps {
  secret: string
  /** Whom the invitation is for; null for whoever has it. */
  email: string | null
}

/** An account for whoever was invited and has none yet. */
export function JoinForm({ secret, email: invited }: JoinFormProps) {
  const form = useForm(({ name = '', email = '', password = '' }) =>
    joinWithNewAccount({ secret, name, email: invited ?? email, password, timeZone: ownTimeZone() }),
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field label="Your name" error={form.errorOf('name')}>
        {(ids) => <Input {...ids} name="name" autoComplete="name" required />}
      </Field>
      <Field label="E-mail" error={form.errorOf('email')}>
        {(ids) =>
          invited === null ? (
            <Input {...ids} name="email" type="email" autoComplete="username" required />
          ) : (
            <Input
              {...ids}
              type="email"
              autoComplete="username"
              value={invited}
              readOnly
              className="text-ink-2"
            />
          )
        }
      </Field>
      <Field label="Password" hint="At least 10 characters." error={form.errorOf('password')}>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="new-password" required />}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" size="large" className="mt-2" isBusy={form.isBusy}>
        Create account
      </Button>
      <p className="text-small text-ink-2">
        You have an account?{' '}
        <Link
          href={`/sign-in?next=${encodeURIComponent(`/join/${secret}`)}`}
          className="text-ink underline underline-offset-4"
        >
          Sign in
        </Link>
      </p>
    </form>
  )
}
