'use client'

import { SignOutButton } from '#components/layout/sign-out-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { joinTeam } from '#lib/auth/actions.ts'
import { useForm } from './use-form.ts'

/** Who is signed in joins with the account that they have. */
export function JoinHere({ secret, name }: { secret: string; name: string }) {
  const form = useForm(() => joinTeam({ secret }))
  return (
    <form onSubmit={form.submit} className="flex flex-col items-start gap-4" noValidate>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" size="large" isBusy={form.isBusy}>
        Join as {name}
      </Button>
      <p className="flex flex-wrap items-center gap-2 text-small text-ink-2">
        Not you?
        <SignOutButton />
      </p>
    </form>
  )
}
