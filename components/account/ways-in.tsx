'use client'

import { useForm } from '#components/auth/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Ways } from '#lib/account/schema.ts'
import { connectProvider } from '#lib/auth/actions.ts'
import type { Provider, ProviderId } from '#lib/auth/schema.ts'
import { ConnectedLine } from './connected-line.tsx'

const usualNames: Readonly<Record<ProviderId, string>> = {
  github: 'GitHub',
  google: 'Google',
  oidc: 'single sign-on',
}

/** Who else may say that it is oneself, and whom one may ask to. */
export function WaysIn({ ways: { hasPassword, identities, providers }, team }: { ways: Ways; team: string }) {
  const nameOf = (id: ProviderId) => providers.find((each) => each.id === id)?.name ?? usualNames[id]
  const open = identities.filter(({ isOpen }) => isOpen)
  return (
    <div className="flex flex-col gap-4">
      {identities.length > 0 && (
        <ul
          aria-label="Connected"
          className="flex flex-col divide-y divide-line rounded-[10px] border border-line bg-surface"
        >
          {identities.map((identity) => (
            <ConnectedLine
              key={identity.id}
              identity={identity}
              name={nameOf(identity.provider)}
              isOnlyWay={!hasPassword && !open.some(({ id }) => id !== identity.id)}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-start gap-3">
        {providers
          .filter(({ id }) => !open.some(({ provider }) => provider === id))
          .map((provider) => (
            <Connect key={provider.id} provider={provider} team={team} />
          ))}
      </div>
    </div>
  )
}

function Connect({ provider, team }: { provider: Provider; team: string }) {
  const form = useForm(() => connectProvider({ provider: provider.id, team }))
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-3">
      <Button type="submit" isBusy={form.isBusy}>
        Connect {provider.name}
      </Button>
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
    </form>
  )
}
