'use client'

import { useRouter } from 'next/navigation'
import { useId } from 'react'
import { useForm } from '#components/auth/use-form.ts'
import { providerName } from '#components/playground/names.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { saveRouting } from '#lib/routing/actions.ts'
import type { RoutingPolicy, RoutingState } from '#lib/routing/schema.ts'
import { routingPolicies, routingPolicySchema } from '#lib/routing/schema.ts'

const words: Record<RoutingPolicy, { name: string; says: string }> = {
  lumenfall: {
    name: 'Lumenfall only',
    says: 'It chooses a provider, and goes on to the next when one fails.',
  },
  lumenfall_first: {
    name: 'Lumenfall, then the team’s own keys',
    says: 'Another one is asked only where Lumenfall surely cost nothing: it was away, busy, or failed.',
  },
  cheapest: {
    name: 'The cheapest',
    says: 'By what the team pays, as said below. Where it is the same, Lumenfall comes first.',
  },
  fastest: {
    name: 'The fastest',
    says: 'By how long the team’s pictures took in the last 30 days. Who was not measured yet is asked first.',
  },
}

function Policies({ chosen }: { chosen: RoutingPolicy }) {
  const id = useId()
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">Who is asked</legend>
      {routingPolicies.map((policy) => (
        <div key={policy} className="flex items-start gap-3 py-2">
          <input
            id={`${id}-${policy}`}
            aria-describedby={`${id}-${policy}-says`}
            type="radio"
            name="policy"
            value={policy}
            defaultChecked={policy === chosen}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <div>
            <label htmlFor={`${id}-${policy}`} className="touch-target cursor-pointer font-medium">
              {words[policy].name}
            </label>
            <p id={`${id}-${policy}-says`} className="text-small text-ink-2">
              {words[policy].says}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  )
}

interface RoutingFormProps {
  team: string
  state: RoutingState
}

/** Who is asked for a picture, and who next. */
export function RoutingForm({ team, state: { routing, direct } }: RoutingFormProps) {
  const router = useRouter()
  const form = useForm(
    ({ policy, gemini = routing.percents.gemini, vertex = routing.percents.vertex }) =>
      saveRouting({
        team,
        policy: routingPolicySchema.catch('lumenfall').parse(policy),
        gemini: Number(gemini),
        vertex: Number(vertex),
      }),
    () => {
      toast('Saved.')
      router.refresh()
    },
  )
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-5" noValidate>
      <Policies chosen={routing.policy} />
      {direct.map((provider) => (
        <Field
          key={provider}
          label={`What you pay for ${providerName(provider)}, in %`}
          hint="Of the price that Lumenfall names: 100 without a discount of your own."
          error={form.errorOf(provider)}
        >
          {(ids) => (
            <Input
              {...ids}
              name={provider}
              inputMode="numeric"
              defaultValue={routing.percents[provider]}
              className="max-w-25"
            />
          )}
        </Field>
      ))}
      {form.error && (
        <Notice kind="danger" isAlert>
          {form.error}
        </Notice>
      )}
      <Button type="submit" look="primary" className="self-start" isBusy={form.isBusy}>
        Save the routing
      </Button>
    </form>
  )
}
