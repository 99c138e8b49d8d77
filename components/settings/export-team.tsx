import { buttonClass } from '#components/ui/button.tsx'

/** All that the team has, as one file to keep. */
export function ExportTeam({ team }: { team: string }) {
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-small text-ink-2">
        Pictures as they came, with prompts, settings and costs; albums, tags and ratings; batches, presets,
        lists and the prompt library; links, without their addresses. Keys, tokens, passwords and the audit
        log are not in it. What members made private and what lies in the trash is in it, too.
      </p>
      <a href={`/api/t/${team}/archive`} download className={buttonClass('outline')}>
        Export the team
      </a>
    </div>
  )
}
