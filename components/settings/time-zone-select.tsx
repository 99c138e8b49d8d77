'use client'

import type { FieldIds } from '#components/ui/field.tsx'
import { Select } from '#components/ui/input.tsx'

/** All that the browser knows, and the one that is set, which it may not. */
function zonesWith(timeZone: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return [...new Set([timeZone, 'UTC', ...known])].toSorted()
}

/** A time zone by its name. Server and browser may know different ones. */
export function TimeZoneSelect({
  ids,
  value,
  isDisabled = false,
}: {
  ids: FieldIds
  value: string
  isDisabled?: boolean
}) {
  return (
    <Select {...ids} name="timeZone" defaultValue={value} disabled={isDisabled} suppressHydrationWarning>
      {zonesWith(value).map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </Select>
  )
}
