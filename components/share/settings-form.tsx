'use client'

import { Field } from '#components/ui/field.tsx'
import { Input, Select, Textarea } from '#components/ui/input.tsx'
import { formatDay } from '#lib/format.ts'
import type { Settings } from './settings.ts'
import { endings, switchWords, withSwitch } from './settings.ts'

interface SettingsFormProps {
  settings: Settings
  onChange: (settings: Settings) => void
  /** Of a link that there is already. */
  now?: { expiresAt: string | null; hasPassword: boolean }
}

function Ticks({
  settings,
  onChange,
  group,
  legend,
}: SettingsFormProps & { group: 'shows' | 'allows'; legend: string }) {
  const { switches } = settings
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{legend}</legend>
      {switchWords
        .filter((each) => each.group === group)
        .map(({ name, label }) => (
          <label key={name} className="flex min-h-7 items-center gap-2.5 text-small max-md:min-h-11">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-accent"
              checked={switches[name]}
              onChange={(event) =>
                onChange({ ...settings, switches: withSwitch(switches, name, event.target.checked) })
              }
            />
            {label}
          </label>
        ))}
    </fieldset>
  )
}

function Ends({ settings, onChange, now }: SettingsFormProps) {
  const value = settings.ends === null ? 'never' : String(settings.ends)
  return (
    <Field label="The link ends">
      {(ids) => (
        <Select
          {...ids}
          value={value}
          onChange={({ target }) =>
            onChange({
              ...settings,
              ends: target.value === 'keep' ? 'keep' : target.value === 'never' ? null : Number(target.value),
            })
          }
        >
          {now && (
            <option value="keep">
              {now.expiresAt === null ? 'Never, as now' : `On ${formatDay(now.expiresAt)}, as now`}
            </option>
          )}
          {endings.map(({ days, label }) => (
            <option key={label} value={days ?? 'never'}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function Password({ settings, onChange, now }: SettingsFormProps) {
  const { password, dropsPassword } = settings
  const hint = now?.hasPassword
    ? 'There is one. A new one takes its place, and everybody gives it again.'
    : 'Leave it empty, and the link opens by itself.'
  return (
    <>
      <Field label="Password" hint={hint}>
        {(ids) => (
          <Input
            {...ids}
            type="password"
            autoComplete="new-password"
            value={password}
            disabled={dropsPassword}
            onChange={(event) => onChange({ ...settings, password: event.target.value })}
          />
        )}
      </Field>
      {now?.hasPassword && (
        <label className="flex min-h-7 items-center gap-2.5 text-small max-md:min-h-11">
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            checked={dropsPassword}
            onChange={(event) => onChange({ ...settings, password: '', dropsPassword: event.target.checked })}
          />
          Take the password away
        </label>
      )}
    </>
  )
}

/** Everything that is chosen of a link. */
export function SettingsForm(props: SettingsFormProps) {
  const { settings, onChange } = props
  return (
    <div className="flex flex-col gap-4">
      <Field label="Title">
        {(ids) => (
          <Input
            {...ids}
            maxLength={120}
            value={settings.title}
            onChange={(event) => onChange({ ...settings, title: event.target.value })}
          />
        )}
      </Field>
      <Field label="Note" hint="Stands below the title.">
        {(ids) => (
          <Textarea
            {...ids}
            maxLength={2_000}
            value={settings.note}
            onChange={(event) => onChange({ ...settings, note: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 md:grid-cols-2">
        <Ticks {...props} group="shows" legend="It also shows" />
        <Ticks {...props} group="allows" legend="They may" />
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Ends {...props} />
        <div className="flex flex-col gap-2">
          <Password {...props} />
        </div>
      </div>
    </div>
  )
}
