'use client'

import { Field } from '#components/ui/field.tsx'
import { Input, Select } from '#components/ui/input.tsx'
import type { TokenScope } from '#lib/auth/schema.ts'
import { tokenScopes } from '#lib/auth/schema.ts'
import type { NewToken } from '#lib/tokens/schema.ts'
import { scopeWords } from './token-words.ts'

/** A token as it is asked for. */
export interface TokenWish {
  name: string
  scopes: readonly TokenScope[]
  days: NewToken['days']
  /** As typed, by commas or blanks. */
  origins: string
}

const lasts: readonly { days: NewToken['days']; label: string }[] = [
  { days: 7, label: 'A week' },
  { days: 30, label: 'A month' },
  { days: 90, label: 'Three months' },
  { days: 365, label: 'A year' },
  { days: null, label: 'Until it is revoked' },
]

interface TokenFormProps {
  wish: TokenWish
  onChange: (part: Partial<TokenWish>) => void
}

interface ScopesProps {
  chosen: readonly TokenScope[]
  onChange: (chosen: TokenScope[]) => void
}

function Scopes({ chosen, onChange }: ScopesProps) {
  const toggle = (scope: TokenScope, isOn: boolean) =>
    onChange(tokenScopes.filter((each) => (each === scope ? isOn : chosen.includes(each))))
  return (
    <fieldset>
      <legend className="mb-1 text-small font-medium">It may</legend>
      {tokenScopes.map((scope) => (
        <label key={scope} className="flex min-h-8 cursor-pointer items-center gap-2.5 max-md:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={chosen.includes(scope)}
            onChange={(event) => toggle(scope, event.target.checked)}
          />
          {scopeWords[scope]}
        </label>
      ))}
    </fieldset>
  )
}

/** What a token is called, for what, and for how long. */
export function TokenForm({ wish, onChange }: TokenFormProps) {
  return (
    <div className="mt-3 flex flex-col gap-4 text-ink">
      <Field label="Name" hint="Of the program that will use it.">
        {(ids) => (
          <Input
            {...ids}
            value={wish.name}
            autoComplete="off"
            maxLength={80}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Scopes chosen={wish.scopes} onChange={(chosen) => onChange({ scopes: chosen })} />
      <Field label="It is good for">
        {(ids) => (
          <Select
            {...ids}
            value={String(wish.days)}
            onChange={(event) =>
              onChange({ days: lasts.find(({ days }) => String(days) === event.target.value)?.days ?? null })
            }
          >
            {lasts.map(({ days, label }) => (
              <option key={label} value={String(days)}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Pages that may use it"
        hint="Only for programs that run in a browser: their origins, such as https://app.example.com. Everybody who opens such a page can read the token."
      >
        {(ids) => (
          <Input
            {...ids}
            value={wish.origins}
            autoComplete="off"
            onChange={(event) => onChange({ origins: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
