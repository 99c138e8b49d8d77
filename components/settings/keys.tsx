import { Notice } from '#components/ui/notice.tsx'
import type { Credential, CredentialProvider } from '#lib/credentials/schema.ts'
import { formatMoney } from '#lib/format.ts'
import type { UpstreamState } from '#lib/models/schema.ts'
import type { RoutingState } from '#lib/routing/schema.ts'
import { upstreamNames } from '#lib/upstream/schema.ts'
import { KeyForm } from './key-form.tsx'
import { keyWords } from './key-words.ts'
import { OwnKey } from './own-key.tsx'
import { RoutingForm } from './routing-form.tsx'
import { Section } from './section.tsx'

interface KeysProps {
  team: string
  credentials: readonly Credential[]
  state: UpstreamState
  routing: RoutingState
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

interface OneKeyProps {
  team: string
  provider: CredentialProvider
  credentials: readonly Credential[]
}

function OneKey({ team, provider, credentials }: OneKeyProps) {
  const own = credentials.find((credential) => credential.provider === provider)
  const { title, lead } = keyWords[provider]
  return (
    <Section title={title} lead={lead}>
      {own && <OwnKey team={team} credential={own} />}
      <KeyForm team={team} provider={provider} isReplacing={own !== undefined} />
    </Section>
  )
}

const routingLead =
  'Who is asked for a picture, and who next. A picture is asked for a second time only where the first call surely cost nothing. A pinned provider is asked alone: directly where the team has a key for it, unless it is to be Lumenfall only.'

/** The team's own keys, and when which of them is used. */
export function Keys({ team, credentials, state, routing }: KeysProps) {
  return (
    <>
      <Section title="Now">
        <p>{present(state)}</p>
      </Section>
      {upstreamNames.map((provider) => (
        <OneKey key={provider} team={team} provider={provider} credentials={credentials} />
      ))}
      <Section title="Routing" lead={routingLead}>
        {state.environment === 'standin' && routing.direct.length > 0 && (
          <Notice kind="info" className="mb-5">
            No key for Lumenfall is connected: the stand-in draws, and nobody else is asked.
          </Notice>
        )}
        {routing.direct.length > 0 ? (
          <RoutingForm team={team} state={routing} />
        ) : (
          <p>
            Lumenfall is asked alone. Set a key for Gemini API or Vertex AI, and there is something to choose.
          </p>
        )}
      </Section>
    </>
  )
}
