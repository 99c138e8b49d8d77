import type { Credential } from '#lib/credentials/schema.ts'
import { formatMoney } from '#lib/format.ts'
import type { UpstreamState } from '#lib/models/schema.ts'
import { KeyForm } from './key-form.tsx'
import { OwnKey } from './own-key.tsx'
import { Section } from './section.tsx'

interface KeysProps {
  team: string
  own: Credential | null
  state: UpstreamState
}

/** With which key the team's pictures are made now, and whether it works. */
function present({ environment, isOwn, key, balanceMicros }: UpstreamState): string {
  if (environment === 'standin')
    return 'No key is connected: a stand-in on this server draws, and nothing is paid.'
  const whose = isOwn ? 'the team’s own key' : 'this server’s key'
  if (key === 'refused') return `The API refuses ${whose}.`
  if (key === 'unreadable') return 'The team’s own key cannot be read any more. Set it again.'
  if (key === 'unchecked')
    return `Pictures are made with ${whose}. The API cannot be asked just now whether it works.`
  const balance = balanceMicros === null ? '' : ` Its account has ${formatMoney(balanceMicros)}.`
  return `Pictures are made with ${whose}, and it works.${balance}`
}

/** The team's own key for the API. */
export function Keys({ team, own, state }: KeysProps) {
  return (
    <>
      <Section title="Now">
        <p>{present(state)}</p>
      </Section>
      <Section
        title="The team’s key"
        lead="With a key of its own, the team’s pictures are paid by its own account at Lumenfall. It is encrypted here, and nobody can read it again, neither on this page nor in a backup of the database."
      >
        {own && <OwnKey team={team} credential={own} />}
        <KeyForm team={team} isReplacing={own !== null} />
      </Section>
    </>
  )
}
