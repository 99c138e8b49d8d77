'use client'

import { KeyRound, Plus, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { toast } from '#components/ui/toast.tsx'
import { formatDay, formatInstant } from '#lib/format.ts'
import { endToken } from '#lib/tokens/actions.ts'
import type { Token } from '#lib/tokens/schema.ts'
import { Section } from './section.tsx'
import { TokenDialog } from './token-dialog.tsx'
import { scopeWords } from './token-words.ts'

interface TokensProps {
  team: string
  userId: string
  tokens: readonly Token[]
  /** Where this server is reached. */
  origin: string
  timeZone: string
}

function sayUse({ lastUsedAt, expiresAt }: Token, timeZone: string): string {
  const used = lastUsedAt === null ? 'Not used yet' : `Last used ${formatInstant(lastUsedAt, timeZone)}`
  return `${used} · ${expiresAt === null ? 'until it is revoked' : `until ${formatDay(expiresAt)}`}`
}

const titleOf = (count: number) =>
  count === 0 ? 'No tokens yet' : `${count} ${count === 1 ? 'token' : 'tokens'}`

interface LineProps extends Pick<TokensProps, 'team' | 'userId' | 'timeZone'> {
  token: Token
}

function Line({ team, userId, token, timeZone }: LineProps) {
  const router = useRouter()
  const [isAsking, setIsAsking] = useState(false)
  const { id, name, lastFour, scopes, owner } = token
  async function revoke(): Promise<void> {
    if (await act(() => endToken({ team, id }))) toast(`“${name}” opens nothing any more.`)
    router.refresh()
  }
  return (
    <li className="flex min-h-16 items-center gap-3 px-4 py-2.5">
      <KeyRound size={18} aria-hidden="true" className="shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap gap-x-2 font-medium wrap-anywhere">
          {name}
          <span className="font-mono font-normal text-ink-2">…{lastFour}</span>
        </p>
        <p className="text-hint text-ink-3">
          {owner.id === userId ? '' : `${owner.name} · `}
          {scopes.map((scope) => scopeWords[scope]).join(' · ')} · {sayUse(token, timeZone)}
        </p>
      </div>
      <IconButton
        label={`Revoke ${name}`}
        tip="left"
        icon={<X size={17} />}
        onClick={() => setIsAsking(true)}
      />
      {isAsking && (
        <Confirm
          title={`Revoke “${name}”?`}
          action="Revoke it"
          isDanger
          onClose={() => setIsAsking(false)}
          onConfirm={() => void revoke()}
        >
          Programs that use it are refused from their next request on. What they asked for already is made,
          and kept.
        </Confirm>
      )}
    </li>
  )
}

function Address({ label, children }: { label: string; children: string }) {
  return (
    <div className="not-last:mb-4">
      <p className="mb-1 text-small font-medium">{label}</p>
      <code className="block rounded-control border border-line bg-surface px-3 py-2 font-mono text-small wrap-anywhere">
        {children}
      </code>
    </div>
  )
}

/** Tokens for programs, and where those call. */
export function Tokens({ team, userId, tokens, origin, timeZone }: TokensProps) {
  const [isMaking, setIsMaking] = useState(false)
  return (
    <>
      <Section
        title="For programs"
        lead="Programs make pictures here as they would with OpenAI’s API, and agents by tools: with these addresses and a token as their key. What they make is in the team’s history, and on its bill."
      >
        <Address label="OpenAI’s API">{`${origin}/openai/v1`}</Address>
        <Address label="Tools for agents (MCP)">{`${origin}/mcp`}</Address>
      </Section>
      <Section isWide title={titleOf(tokens.length)}>
        {tokens.length > 0 && (
          <ul
            aria-label="Tokens"
            className="mb-4 flex flex-col divide-y divide-line rounded-panel border border-line bg-surface"
          >
            {tokens.map((token) => (
              <Line key={token.id} {...{ team, userId, token, timeZone }} />
            ))}
          </ul>
        )}
        <Button look="primary" onClick={() => setIsMaking(true)}>
          <Plus size={16} aria-hidden="true" />
          New token
        </Button>
      </Section>
      {isMaking && <TokenDialog team={team} onClose={() => setIsMaking(false)} />}
    </>
  )
}
