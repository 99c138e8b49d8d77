'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useId } from 'react'
import { Lineage } from '#components/inputs/lineage.tsx'
import { ImageTags } from '#components/tags/image-tags.tsx'
import { VersionLink } from '#components/library/version-link.tsx'
import { describeCalls } from '#components/playground/call-words.ts'
import { providerName, valueName } from '#components/playground/names.ts'
import { modelPath } from '#lib/models/schema/address.ts'
import { formatBytes, formatDateTime, formatDuration, formatMoney } from '#lib/format.ts'
import type { ImageDetail, Marks } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { LightboxBelow } from './lightbox-below.tsx'
import { Rating } from './rating.tsx'

interface LightboxFactsProps {
  team: string
  detail: ImageDetail
  onMark: (marks: Marks) => Promise<void>
  onMove: (imageId: string) => void
}

type Fact = [string, ReactNode]

const mono = (text: string) => <span className="font-mono text-hint break-all">{text}</span>

function money(micros: number | null, isEstimate: boolean): string {
  if (micros === null) return 'not known yet'
  return `${isEstimate ? 'about ' : ''}${formatMoney(micros)}`
}

const linked = 'touch-target rounded-[4px] underline decoration-edge underline-offset-4 hover:text-ink'

function madeBy(team: string, { attempt, modelId, calls }: ImageDetail): Fact[] {
  const took =
    attempt.sentAt && attempt.finishedAt
      ? formatDuration(Date.parse(attempt.finishedAt) - Date.parse(attempt.sentAt))
      : null
  const told = describeCalls(calls)
  return [
    [
      'Model',
      <Link key="model" href={modelPath(team, modelId)} className={linked}>
        {mono(modelId)}
      </Link>,
    ],
    ...(attempt.executedModel && attempt.executedModel !== modelId
      ? [['Executed as', mono(attempt.executedModel)] satisfies Fact]
      : []),
    ...(attempt.provider ? [['Provider', providerName(attempt.provider)] satisfies Fact] : []),
    ...(took === null ? [] : [['Took', took] satisfies Fact]),
    ...(told === null ? [] : [['Calls', told] satisfies Fact]),
    ...(attempt.upstreamRequestId ? [['Request', mono(attempt.upstreamRequestId)] satisfies Fact] : []),
  ]
}

function asked({ parameters, extra, n, provider }: ImageDetail): Fact[] {
  return [
    ['Images', String(n)],
    ...Object.entries({ ...parameters, ...extra }).map(([name, value]): Fact => [
      name.replaceAll('_', ' '),
      typeof value === 'string' ? valueName(value) : JSON.stringify(value),
    ]),
    ...(provider === null ? [] : [['Pinned to', providerName(provider)] satisfies Fact]),
  ]
}

function file({ width, height, mime, bytes, sha256 }: ImageDetail): Fact[] {
  return [
    ['Size', `${width} × ${height}`],
    ['File', `${valueName(mime.replace('image/', ''))}, ${formatBytes(bytes)}`],
    ['SHA-256', mono(sha256)],
  ]
}

function paid({ costMicros, generationCostMicros, costSource, n }: ImageDetail): Fact[] {
  const isEstimate = costSource === 'estimate'
  return [
    ['This image', money(costMicros, isEstimate)],
    ...(n > 1 ? [['The request', money(generationCostMicros, isEstimate)] satisfies Fact] : []),
  ]
}

function Facts({ title, facts }: { title: string; facts: Fact[] }) {
  return (
    <section>
      <h3 className="text-hint font-medium text-ink-3">{title}</h3>
      <dl className="mt-1.5 grid grid-cols-[96px_1fr] gap-x-3 gap-y-1 text-small">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2 first-letter:uppercase">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Leads to their page. */
function Person({ team, person: { id, name } }: { team: string; person: ImageDetail['author'] }) {
  return (
    <Link href={`/t/${team}/people/${id}`} className={linked}>
      {name}
    </Link>
  )
}

function Siblings({ team, detail, onMove }: Omit<LightboxFactsProps, 'onMark'>) {
  if (detail.siblings.length < 2) return null
  return (
    <section>
      <h3 className="text-hint font-medium text-ink-3">From the same request</h3>
      <div className="mt-1.5 grid grid-cols-5 gap-1.5">
        {detail.siblings.map((id, index) => (
          <button
            key={id}
            type="button"
            aria-label={`Image ${index + 1}`}
            aria-current={id === detail.id}
            className="aspect-square overflow-hidden rounded-picture bg-sunk aria-[current=true]:outline-2 aria-[current=true]:outline-offset-1 aria-[current=true]:outline-accent"
            onClick={() => onMove(id)}
          >
            <img src={imageUrl(team, id, '256')} alt="" className="size-full object-cover" />
          </button>
        ))}
      </div>
    </section>
  )
}

/** Everything that is known about an image: how it was asked for, who made it, what it cost, what it is. */
export function LightboxFacts(props: LightboxFactsProps) {
  const { detail } = props
  const id = useId()
  const { prompt, revisedPrompt, author, createdAt, albums, visibility, environment, version } = detail
  return (
    <aside
      aria-labelledby={id}
      className="flex w-85 shrink-0 flex-col gap-5 overflow-y-auto border-l border-line bg-surface p-4 max-md:w-full max-md:overflow-visible max-md:border-t max-md:border-l-0"
    >
      <h2 id={id} className="sr-only">
        About this picture
      </h2>
      <Rating detail={detail} onMark={props.onMark} />
      <LightboxBelow team={props.team} detail={detail} />
      {prompt !== null && (
        <section>
          <h3 className="text-hint font-medium text-ink-3">Prompt</h3>
          <p className="mt-1.5 text-prompt break-words whitespace-pre-wrap">{prompt}</p>
          {version && <VersionLink team={props.team} version={version} className="mt-2" />}
        </section>
      )}
      <ImageTags key={detail.id} {...props} />
      <Lineage {...props} />
      {revisedPrompt !== null && revisedPrompt !== prompt && (
        <section>
          <h3 className="text-hint font-medium text-ink-3">As the provider rewrote it</h3>
          <p className="mt-1.5 break-words whitespace-pre-wrap text-ink-2">{revisedPrompt}</p>
        </section>
      )}
      <Facts title="Asked for" facts={asked(detail)} />
      <Facts title="Made by" facts={madeBy(props.team, detail)} />
      <Facts title="Cost" facts={paid(detail)} />
      <Facts title="File" facts={file(detail)} />
      <Facts
        title="History"
        facts={[
          ['By', <Person key="by" team={props.team} person={author} />],
          ['Made', formatDateTime(createdAt)],
          ...(albums.length > 0
            ? [['Albums', albums.map(({ name }) => name).join(', ')] satisfies Fact]
            : []),
          ['Seen by', visibility === 'private' ? 'its author and the admins' : 'the team'],
          ...(environment === 'standin'
            ? [['Drawn by', 'the stand-in: nothing was paid'] satisfies Fact]
            : []),
        ]}
      />
      <Siblings {...props} />
    </aside>
  )
}
