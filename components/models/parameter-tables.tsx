import { Chip } from '#components/ui/chip.tsx'
import { groupParameters, parameterDefault, parameterValues } from '#lib/model-pages/schema/parameters.ts'
import { providerName } from '#lib/models/schema/names.ts'
import type { ParameterSpec } from '#lib/models/schema.ts'

const cell = 'px-4 py-2.5 align-top text-left font-normal max-md:px-3'

function Row({ spec }: { spec: ParameterSpec }) {
  const { name, description, providers, required, overrides } = spec
  const isUnsaid = overrides.length > 0 && !overrides.every((other) => description?.includes(other) === true)
  return (
    <tr>
      <th scope="row" className={cell}>
        <code className="font-mono text-hint font-medium break-all">{name}</code>
        {required && <span className="ml-2 text-hint text-ink-2">needed</span>}
        {description && <p className="mt-0.5 text-small text-ink-2">{description}</p>}
        {isUnsaid && <p className="mt-0.5 text-small text-ink-2">Sets {overrides.join(' and ')} aside.</p>}
        {providers.length > 0 && (
          <p className="mt-1.5 flex flex-wrap gap-1">
            {providers.map((slug) => (
              <Chip key={slug}>{`${providerName(slug)} only`}</Chip>
            ))}
          </p>
        )}
      </th>
      <td className={`${cell} text-small wrap-anywhere`}>{parameterValues(spec)}</td>
      <td className={`${cell} text-small wrap-anywhere`}>{parameterDefault(spec)}</td>
    </tr>
  )
}

/** What can be set on a model, in the groups of the panel. */
export function ParameterTables({ parameters }: { parameters: readonly ParameterSpec[] }) {
  return (
    <div className="rounded-panel border border-line bg-surface">
      <table className="w-full table-fixed">
        <caption className="sr-only">Parameters</caption>
        <colgroup>
          <col className="w-[46%]" />
          <col />
          <col className="w-[18%]" />
        </colgroup>
        <thead className="text-small text-ink-2">
          <tr>
            {['Parameter', 'Values', 'Default'].map((column) => (
              <th key={column} scope="col" className={cell}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {groupParameters(parameters).map(({ group, specs }) => (
          <tbody key={group} className="divide-y divide-line border-t border-line">
            <tr>
              <th
                scope="rowgroup"
                colSpan={3}
                className="bg-tint px-4 py-1.5 text-left text-hint font-medium text-ink-2 max-md:px-3"
              >
                {group}
              </th>
            </tr>
            {specs.map((spec) => (
              <Row key={spec.name} spec={spec} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}
