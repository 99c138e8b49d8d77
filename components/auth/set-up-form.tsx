'use client'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { createStudio } from '#lib/auth/actions.ts'
import { ownTimeZone } from './time-zone.ts'
import { useForm } from './use-form.ts'

export function SetUpForm({ needsCode }: { needsCode: boolean }) {
  const form = useForm(({ name = '', email = '', password = '', teamName = '', code = '' }) =>
    createStudio({ name, email, password, teamName, code, timeZone: ownTimeZone() }),
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field label="Your name" error={form.errorOf('name')}>
        {(ids) => <Input {...ids} name="name" autoComplete="name" required />}
      </Field>
      <Field label="E-mail" error={form.errorOf('email')}>
        {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label="Password" hint="At least 10 characters." error={form.errorOf('password')}>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="new-password" required />}
      </Field>
      <Field label="Team name" error={form.errorOf('teamName')}>
        {(ids) => <Input {...ids} name="teamName" autoComplete="organization" required />}
      </Field>
      {needsCode && (
        <Field label="Set-up code" hint="The server printed it when it started." error={form.errorOf('code')}>
          {(ids) => <Input {...ids} name="code" autoComplete="off" required />}
        </Field>
      )}
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" size="large" className="mt-2" isBusy={form.isBusy}>
        Create studio
      </Button>
    </form>
  )
}
