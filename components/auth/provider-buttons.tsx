'use client'

import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { leaveForProvider } from '#lib/auth/actions.ts'
import type { Provider } from '#lib/auth/schema.ts'
import { ownTimeZone } from './time-zone.ts'
import { useForm } from './use-form.ts'

interface ProviderButtonsProps {
  providers: Provider[]
  /** Where it leads afterwards; of an invitation, its own page. */
  next?: string | undefined
  /** With an invitation, rather than to what one has. */
  isJoining?: boolean
}

/** The ways in beside a password; nothing where there is none. */
export function ProviderButtons({ providers, next, isJoining = false }: ProviderButtonsProps) {
  if (providers.length === 0) return null
  return (
    <div className="mt-8 flex flex-col gap-3 border-t border-line pt-8">
      {providers.map((provider) => (
        <ProviderButton
          key={provider.id}
          provider={provider}
          next={next}
          label={`${isJoining ? 'Join' : 'Sign in'} with ${provider.name}`}
        />
      ))}
    </div>
  )
}

interface ProviderButtonProps {
  provider: Provider
  next: string | undefined
  label: string
}

function ProviderButton({ provider, next, label }: ProviderButtonProps) {
  const form = useForm(() =>
    leaveForProvider({
      provider: provider.id,
      timeZone: ownTimeZone(),
      ...(next === undefined ? {} : { next }),
    }),
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-3">
      <Button type="submit" size="large" className="w-full" isBusy={form.isBusy}>
        {label}
      </Button>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
    </form>
  )
}
