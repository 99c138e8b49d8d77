import type { ReactNode } from 'react'
import { useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input, Select } from '#components/ui/input.tsx'
import type { AuditFilter } from '#lib/audit/schema.ts'
import { cn } from '#lib/cn.ts'
import { kindWords } from './audit-words.ts'

interface AuditFilterProps {
  filter: AuditFilter
  people: readonly { id: string; name: string }[]
}

interface LabelledProps {
  label: string
  className: string
  children: (id: string) => ReactNode
}

function Labelled({ label, className, children }: LabelledProps) {
  const id = useId()
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-small text-ink-2">
        {label}
      </label>
      {children(id)}
    </div>
  )
}

/** What of the log is shown. A form that leads to an address: it can be kept, and works without a script. */
export function AuditFilterForm({ filter, people }: AuditFilterProps) {
  return (
    <form className="flex flex-wrap items-end gap-3" aria-label="What of the log">
      <Labelled label="About" className="min-w-52 max-md:w-full">
        {(id) => (
          <Select id={id} name="kind" defaultValue={filter.kind ?? ''}>
            <option value="">Everything</option>
            {Object.entries(kindWords).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <Labelled label="By" className="min-w-44 max-md:w-full">
        {(id) => (
          <Select id={id} name="by" defaultValue={filter.by ?? ''}>
            <option value="">Everybody</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <Labelled label="From" className="flex-1 md:max-w-38">
        {(id) => <Input id={id} type="date" name="from" defaultValue={filter.from ?? ''} />}
      </Labelled>
      <Labelled label="To" className="flex-1 md:max-w-38">
        {(id) => <Input id={id} type="date" name="to" defaultValue={filter.to ?? ''} />}
      </Labelled>
      <Button type="submit">Show</Button>
    </form>
  )
}
