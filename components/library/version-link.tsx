import Link from 'next/link'
import { cn } from '#lib/cn.ts'
import { promptPath } from '#lib/prompts/schema/address.ts'
import type { UsedVersion } from '#lib/prompts/schema.ts'
import { versionName } from './version-name.ts'

interface VersionLinkProps {
  team: string
  version: UsedVersion
  className?: string
}

/** "from “Bakery sign” v3": leads to that version in the library. */
export function VersionLink({ team, version, className }: VersionLinkProps) {
  return (
    <Link
      href={promptPath(team, version.promptId, version.number)}
      className={cn(
        'touch-target inline-block max-w-60 truncate rounded-[6px] bg-tint px-2 py-1 text-hint text-ink-2 hover:text-ink',
        className,
      )}
    >
      from {versionName(version)}
    </Link>
  )
}
