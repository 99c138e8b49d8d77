'use client'

import { Field } from '#components/ui/field.tsx'
import { Input, Select } from '#components/ui/input.tsx'
import { Segments } from '#components/ui/segments.tsx'
import type { Role } from '#lib/auth/schema.ts'
import { roleNames, roleNotes } from './role-words.ts'

const lasts = [
  { value: '1', label: 'A day' },
  { value: '7', label: 'A week' },
  { value: '30', label: 'A month' },
] as const

const manyUses = [
  { value: 'one', label: 'One person' },
  { value: 'many', label: 'Several' },
] as const

type Way = 'email' | 'link'

/** An invitation as it is asked for. */
export interface Wish {
  way: Way
  email: string
  role: Role
  uses: (typeof manyUses)[number]['value']
  days: (typeof lasts)[number]['value']
}

interface InviteFormProps {
  wish: Wish
  roles: readonly Role[]
  canSendMail: boolean
  onChange: (part: Partial<Wish>) => void
}

/** Whom one invites, as what, and for how long. */
export function InviteForm({ wish, roles, canSendMail, onChange }: InviteFormProps) {
  return (
    <div className="mt-3 flex flex-col gap-4 text-ink">
      <Segments<Way>
        label="How"
        options={[
          { value: 'email', label: canSendMail ? 'By e-mail' : 'For one address' },
          { value: 'link', label: 'By link' },
        ]}
        value={wish.way}
        onChange={(way) => onChange({ way })}
      />
      {wish.way === 'email' ? (
        <Field label="E-mail">
          {(ids) => (
            <Input
              {...ids}
              type="email"
              autoComplete="off"
              value={wish.email}
              onChange={(event) => onChange({ email: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <Segments
          label="For how many"
          options={manyUses}
          value={wish.uses}
          onChange={(uses) => onChange({ uses })}
        />
      )}
      <Field label="Role" hint={`${roleNames[wish.role]}: ${roleNotes[wish.role]}.`}>
        {(ids) => (
          <Select
            {...ids}
            value={wish.role}
            onChange={(event) => {
              const role = roles.find((each) => each === event.target.value)
              if (role) onChange({ role })
            }}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleNames[role]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Segments
        label="It works for"
        options={lasts}
        value={wish.days}
        onChange={(last) => onChange({ days: last })}
      />
    </div>
  )
}
