'use client'

import { useRouter } from 'next/navigation'
import { useForm } from '#components/auth/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { saveKey } from '#lib/credentials/actions.ts'
import type { CredentialProvider } from '#lib/credentials/schema.ts'
import { keyWords } from './key-words.ts'

interface KeyFormProps {
  team: string
  provider: CredentialProvider
  isReplacing: boolean
}

type Fields = Record<string, string>

const isSent = (team: string, provider: CredentialProvider, fields: Fields) => {
  const { secret = '', account = '', location = '' } = fields
  return provider === 'vertex'
    ? saveKey({ team, provider, account, location })
    : saveKey({ team, provider, secret })
}

/** Takes a key. It goes to the server, and never comes back. */
export function KeyForm({ team, provider, isReplacing }: KeyFormProps) {
  const words = keyWords[provider]
  const router = useRouter()
  const form = useForm(
    (fields) => isSent(team, provider, fields),
    (element) => {
      element.reset()
      toast(words.done)
      router.refresh()
    },
  )
  const name = provider === 'vertex' ? 'account' : 'secret'
  const secret = {
    name,
    autoComplete: 'off',
    spellCheck: false,
    placeholder: words.placeholder,
  }
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-4" noValidate>
      <Field
        label={
          isReplacing ? `Another ${words.field.charAt(0).toLowerCase()}${words.field.slice(1)}` : words.field
        }
        hint={isReplacing ? 'It takes the place of the present one.' : words.hint}
        error={form.errorOf(name)}
      >
        {(ids) =>
          provider === 'vertex' ? (
            <Textarea {...ids} {...secret} rows={3} className="max-h-40 font-mono" />
          ) : (
            <Input {...ids} {...secret} type="password" className="font-mono" />
          )
        }
      </Field>
      {provider === 'vertex' && (
        <Field label="Region" hint="Where the models are called." error={form.errorOf('location')}>
          {(ids) => (
            <Input {...ids} name="location" defaultValue="us-central1" className="max-w-50 font-mono" />
          )}
        </Field>
      )}
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" className="self-start" isBusy={form.isBusy}>
        {`${isReplacing ? 'Replace' : 'Set'} ${words.key}`}
      </Button>
    </form>
  )
}
