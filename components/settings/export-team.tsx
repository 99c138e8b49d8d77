import { buttonClass } from '#components/ui/button.tsx'

/** All that the team has, as one file to keep. */
export function ExportTeam({ team }: { team: string }) {
  return (
    <div className="flex flex-col items-start gap-4">
      <div className="flex flex-col gap-2 text-small text-ink-2">
        <p>
          Pictures as they came, with prompts, settings and costs; albums, tags and ratings; batches, presets,
          lists and the prompt library; links, without their addresses. Keys, tokens, passwords and the audit
          log are not in it.
        </p>
        <p className="text-ink">Pictures that members made private are in it, and so is the trash.</p>
      </div>
      <a href={`/api/t/${team}/archive`} download className={buttonClass('outline')}>
        Export the team
      </a>
    </div>
  )
}
