import { archivePolicy } from '#lib/archive/policy.ts'
import type { Role } from '#lib/auth/schema.ts'
import type { ModelCard } from '#lib/models/schema.ts'
import { teamPolicy } from '#lib/teams/policy.ts'
import type { TeamDetail } from '#lib/teams/schema/team.ts'
import { AllowedModelsForm } from './allowed-models-form.tsx'
import { DeleteTeam } from './delete-team.tsx'
import { ExportTeam } from './export-team.tsx'
import { LeaveTeam } from './leave-team.tsx'
import { Section } from './section.tsx'
import { TeamForm } from './team-form.tsx'

interface TeamSettingsProps {
  team: TeamDetail
  /** Of whoever looks. */
  role: Role
  models: readonly ModelCard[]
}

/** What is set for the team as a whole. Whoever may not change it reads it. */
export function TeamSettings({ team, role, models }: TeamSettingsProps) {
  const canChange = teamPolicy.change({ role })
  return (
    <>
      <Section
        title="Team"
        lead="Its name can change, its address does not. Its days and months, and so its budgets, follow its time zone."
      >
        <TeamForm team={team} canChange={canChange} />
      </Section>
      {canChange && (
        <Section
          title="Models"
          lead="Which models members and editors may use. Admins and owners may use all of them."
        >
          <AllowedModelsForm team={team} models={models} />
        </Section>
      )}
      {archivePolicy.export({ role }) && (
        <Section title="Export" lead="The whole team as one file, to keep or to bring to another server.">
          <ExportTeam team={team.slug} />
        </Section>
      )}
      <Section title="Leave" lead="What you made stays with the team. Your links go on, in an owner’s hands.">
        <LeaveTeam team={team.slug} name={team.name} />
      </Section>
      {archivePolicy.delete({ role }) && (
        <Section
          title="Delete this team"
          lead="With everything in it, for everybody, and for good. Not while a picture is being made."
        >
          <DeleteTeam team={team.slug} name={team.name} />
        </Section>
      )}
    </>
  )
}
