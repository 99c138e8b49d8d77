import { z } from 'zod'
import { providerName } from '#components/playground/names.ts'
import type { AuditEvent, AuditKind, TeamAction } from '#lib/audit/schema.ts'
import { roles } from '#lib/auth/schema.ts'
import { formatMoney, plural } from '#lib/format.ts'
import { roleNames } from './role-words.ts'

export const kindWords: Readonly<Record<AuditKind, string>> = {
  members: 'Members and invitations',
  money: 'Budgets, bills, keys and tokens',
  shares: 'Links and what is shown',
  team: 'The team itself',
}

/** Of a detail that may be anything, for it was written by an older Atelier, too. */
const textOf = (event: AuditEvent, name: string) => z.string().safeParse(event.detail[name]).data ?? ''
const countOf = (event: AuditEvent, name: string) => z.number().safeParse(event.detail[name]).data ?? 0

function roleOf(event: AuditEvent, name: string): string {
  const role = z.enum(roles).safeParse(event.detail[name]).data
  return role ? roleNames[role].toLowerCase() : 'somebody'
}

const limitSchema = z.object({ limitMicros: z.number(), isHard: z.boolean() })

function limitOf(event: AuditEvent, name: string): string {
  const limit = limitSchema.safeParse(event.detail[name]).data
  return limit ? `${formatMoney(limit.limitMicros)}${limit.isHard ? '' : ' (soft)'}` : 'none'
}

const nameOf = ({ subject }: AuditEvent, otherwise: string) => subject.name ?? otherwise
const linkOf = (event: AuditEvent) => {
  const title = event.subject.name
  return title ? `the link “${title}”` : 'a link'
}

/** Keys of older events are all for Lumenfall. */
function forWhom({ subject }: AuditEvent): string {
  return subject.kind === 'key' && subject.id !== 'lumenfall' ? ` for ${providerName(subject.id)}` : ''
}

const holders: Readonly<Record<string, string>> = { team: 'the team', members: 'each member' }
const holderOf = (event: AuditEvent) => holders[event.subject.kind] ?? nameOf(event, 'somebody')

function switchesOf(event: AuditEvent): string {
  const words = {
    showPrompts: 'prompts',
    showParameters: 'parameters',
    showNames: 'names',
    allowDownload: 'download',
    allowRemix: 'remix',
  }
  const on = Object.entries(words).flatMap(([name, word]) => (event.detail[name] === true ? [word] : []))
  return on.length > 0 ? `, with ${on.join(', ')}` : ''
}

/** What was done, after the name of who did it. */
const sentences: Readonly<Record<TeamAction, (event: AuditEvent) => string>> = {
  'member.join': (event) => `joined as ${roleOf(event, 'role')}`,
  'member.role': (event) =>
    `made ${nameOf(event, 'somebody')} ${roleOf(event, 'to')}, before ${roleOf(event, 'from')}`,
  'member.leave': () => 'left the team',
  'member.remove': (event) => `took ${nameOf(event, 'somebody')} out of the team`,
  'invitation.create': (event) => {
    const email = textOf(event, 'email')
    const uses = countOf(event, 'uses')
    const how = email ? `${email} by e-mail` : `${uses > 1 ? `up to ${uses} people` : 'one person'} by link`
    return `invited ${how}, as ${roleOf(event, 'role')}`
  },
  'invitation.revoke': () => 'took back an invitation',
  'password.reset_link': (event) => `made ${nameOf(event, 'somebody')} a link for a new password`,
  'budget.set': (event) =>
    `set the budget of ${holderOf(event)} to ${limitOf(event, 'after')}, before ${limitOf(event, 'before')}`,
  'budget.remove': (event) => `removed the budget of ${holderOf(event)}, before ${limitOf(event, 'before')}`,
  'key.set': (event) => `set the team’s own key${forWhom(event)}, which ends in ${textOf(event, 'lastFour')}`,
  'key.remove': (event) => `removed the team’s own key${forWhom(event)}`,
  'routing.set': () => 'changed who is asked for pictures',
  'token.create': (event) =>
    `made the token “${nameOf(event, 'of a program')}”, which ends in ${textOf(event, 'lastFour')}`,
  'token.revoke': (event) => `revoked the token “${nameOf(event, 'of a program')}”`,
  'bill.recover': (event) =>
    `asked again for pictures that were billed and did not come (${formatMoney(countOf(event, 'micros'))})`,
  'bill.write_off': (event) =>
    `wrote off a call that was billed without a picture here (${formatMoney(countOf(event, 'micros'))})`,
  'share.create': (event) =>
    `made ${linkOf(event)} to ${plural(countOf(event, 'images'), 'picture')}${switchesOf(event)}${event.detail.hasPassword === true ? ', behind a password' : ''}`,
  'share.edit': (event) => `changed ${linkOf(event)}`,
  'share.update': (event) =>
    `brought ${linkOf(event)} up to date: ${plural(countOf(event, 'images'), 'picture')}`,
  'share.renew': (event) => `gave ${linkOf(event)} a new address`,
  'share.revoke': (event) => `revoked ${linkOf(event)}`,
  'generation.set_visibility': (event) =>
    textOf(event, 'visibility') === 'private'
      ? 'made a generation private'
      : 'showed a generation to the team',
  'server.set_up': () => 'set Atelier up, with this team',
  'team.create': () => 'made the team',
  'team.change': () => 'changed the team’s name or time zone',
  'models.allow': () => 'changed which models each role may use',
  'trash.purge': (event) => `deleted ${plural(countOf(event, 'images'), 'picture')} for good`,
  'team.export': () => 'exported the whole team',
  'team.import': () => 'brought the team in from an archive',
}

export const sentenceOf = (event: AuditEvent): string => sentences[event.action](event)
