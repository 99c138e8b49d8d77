'use client'

import { useRouter } from 'next/navigation'
import { useForm } from '#components/auth/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { saveKey } from '#lib/credentials/actions.ts'

/** Takes a key. It goes to the server, and never comes back. */
export function KeyForm({ team, isReplacing }: { team: string; isReplacing: boolean }) {
  const router = useRouter()
  const form = useForm(
    ({ secret = '' }) => saveKey({ team, provider: 'lumenfall', secret }),
    (element) => {
      element.reset()
      toast('The key is set. From now on the team’s pictures are made with it.')
      router.refresh()
    },
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field
        label={isReplacing ? 'Another key' : 'Key for Lumenfall'}
        hint={
          isReplacing
            ? 'It takes the place of the present one.'
            : 'The API is asked whether it knows the key. What waits in the queue is cancelled, free of charge.'
        }
        error={form.errorOf('secret')}
      >
        {(ids) => (
          <Input
            {...ids}
            name="secret"
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder="lmnfl_…"
            className="font-mono"
          />
        )}
      </Field>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" className="self-start" isBusy={form.isBusy}>
        {isReplacing ? 'Replace the key' : 'Set the key'}
      </Button>
    </form>
  )
}
