import { v7 as uuid } from 'uuid'
import type { ActionEntry } from './table.ts'
import { modelId, plan } from './table.ts'

const details = { title: 'A prompt', description: '', tags: [], folder: null }

const aSwitch = {
  showPrompts: false,
  showParameters: false,
  allowDownload: false,
  allowRemix: false,
  showStars: false,
  showNames: false,
}

export const actions: Record<string, ActionEntry> = {
  'auth.createStudio': {
    may: 'public',
    call: () => [{ name: 'A', email: 'a@b.test', password: 'long enough it is', teamName: 'T' }],
  },
  'auth.signInWithPassword': { may: 'public', call: () => [{ email: 'a@b.test', password: 'x' }] },
  'auth.signOutHere': { may: 'person', call: () => [] },
  'auth.joinTeam': { may: 'person', call: () => [{ secret: 'A'.repeat(43) }] },
  'auth.joinWithNewAccount': {
    may: 'public',
    call: () => [
      {
        secret: 'A'.repeat(43),
        name: 'A',
        email: 'a@b.test',
        password: 'long enough it is',
        timeZone: 'UTC',
      },
    ],
  },
  'auth.leaveForProvider': { may: 'public', call: () => [{ provider: 'github' }] },
  'auth.connectProvider': { may: 'person', call: ({ team }) => [{ provider: 'github', team }] },
  'auth.forgetPassword': { may: 'public', call: () => [{ email: 'a@b.test' }] },
  'auth.choosePassword': {
    may: 'public',
    call: () => [{ secret: 'A'.repeat(43), password: 'long enough it is' }],
  },
  'teams.makeTeam': { may: 'person', call: () => [{ name: 'Another', timeZone: 'UTC' }] },
  'account.saveProfile': { may: 'person', call: () => [{ name: 'A', timeZone: 'UTC' }] },
  'account.savePassword': {
    may: 'person',
    call: () => [{ currentPassword: 'not this one', newPassword: 'long enough it is' }],
  },
  'account.saveFirstPassword': { may: 'person', call: () => [{ newPassword: 'long enough it is' }] },
  'account.disconnect': { may: 'person', call: () => [{ id: uuid() }] },
  'account.signOutSession': { may: 'person', call: () => [{ id: uuid() }] },
  'account.signOutOthers': { may: 'person', call: () => [] },
  'generations.startGeneration': {
    may: 'generations.create',
    call: ({ team }) => [{ team, id: uuid(), modelId, provider: null, prompt: 'A harbour', parameters: {} }],
  },
  'generations.stopGeneration': {
    may: 'generations.cancel',
    tooLow: 'harmless',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'generations.tryAgain': {
    may: 'generations.retry',
    call: ({ team, generation }) => [{ team, id: generation, afterAttempt: 1 }],
  },
  'generations.changeVisibility': {
    may: 'generations.show',
    call: ({ team, generation }) => [{ team, id: generation, visibility: 'team' }],
  },
  'generations.deleteGeneration': {
    may: 'generations.remove',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'generations.undoDeleteGeneration': {
    may: 'generations.remove',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'batches.startBatch': { may: 'generations.create', call: ({ team }) => [{ team, id: uuid(), plan }] },
  'batches.pauseBatch': { may: 'generations.cancel', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.resumeBatch': { may: 'generations.cancel', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.cancelBatch': { may: 'generations.cancel', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.retryBatch': {
    may: 'generations.retry',
    call: ({ team, batch }) => [{ team, id: batch, upTo: '2026-01-01T00:00:00.000Z' }],
  },
  'queue.cancelMine': { may: 'generations.create', call: ({ team }) => [{ team }] },
  'presets.keepPreset': {
    may: 'member',
    call: ({ team }) => [
      { team, id: uuid(), scope: 'mine', name: uuid(), modelId: null, provider: null, values: {} },
    ],
  },
  'presets.callPreset': {
    may: 'kept.change',
    call: ({ team, preset }) => [{ team, id: preset, name: 'A name' }],
  },
  'presets.deletePreset': { may: 'kept.change', call: ({ team, preset }) => [{ team, id: preset }] },
  'search.keepSearch': {
    may: 'guest',
    call: ({ team }) => [{ team, id: uuid(), name: uuid(), query: 'by:me harbour' }],
  },
  'search.deleteSearch': {
    may: 'guest',
    isPersonal: true,
    call: ({ team, search }) => [{ team, id: search }],
  },
  'wildcards.keepWildcard': {
    may: 'member',
    call: ({ team }) => [
      { team, id: uuid(), scope: 'mine', name: `colours-${uuid().slice(-8)}`, lines: ['red'] },
    ],
  },
  'wildcards.deleteWildcard': { may: 'kept.change', call: ({ team, wildcard }) => [{ team, id: wildcard }] },
  'albums.makeAlbum': { may: 'albums.fill', call: ({ team }) => [{ team, id: uuid(), name: 'Spring' }] },
  'albums.callAlbum': {
    may: 'albums.change',
    call: ({ team, album }) => [{ team, id: album, name: 'Spring' }],
  },
  'albums.chooseAlbumCover': {
    may: 'albums.fill',
    call: ({ team, album }) => [{ team, id: album, image: null }],
  },
  'albums.orderAlbum': {
    may: 'albums.fill',
    call: ({ team, album, image }) => [{ team, id: album, images: [image], before: null }],
  },
  'albums.deleteAlbum': { may: 'albums.change', call: ({ team, album }) => [{ team, id: album }] },
  'albums.undoDeleteAlbum': { may: 'albums.change', call: ({ team, album }) => [{ team, id: album }] },
  'tags.callTag': { may: 'tags.manage', call: ({ team, tag }) => [{ team, id: tag, name: 'another' }] },
  'tags.joinTags': {
    may: 'tags.manage',
    call: ({ team, tag }) => [{ team, id: tag, into: tag }],
  },
  'tags.deleteTag': { may: 'tags.manage', call: ({ team, tag }) => [{ team, id: tag }] },
  'bulk.changeImages': {
    may: 'tags.put',
    leavesOut: true,
    call: ({ team, image }) => [
      { team, id: uuid(), selection: { images: [image] }, change: { kind: 'tag', tags: ['boat'] } },
    ],
  },
  'bulk.undoChange': {
    may: 'tags.put',
    isPersonal: true,
    call: ({ team, change }) => [{ team, id: change }],
  },
  'images.markImages': {
    may: 'images.mark',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image], marks: { favourite: true } }],
  },
  'images.removeFromGallery': {
    may: 'generations.remove',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image] }],
  },
  'images.restoreToGallery': {
    may: 'generations.remove',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image] }],
  },
  'tokens.makeToken': {
    may: 'member',
    isRoleFirst: true,
    call: ({ team }) => [{ team, id: uuid(), name: 'Nightly', scopes: ['models:read'], days: 7 }],
  },
  'tokens.endToken': {
    may: 'tokens.manage',
    isUnseen: true,
    call: ({ team, token }) => [{ team, id: token }],
  },
  'bills.compareBill': { may: 'bills.manage', call: ({ team }) => [{ team }] },
  'bills.recoverFromBill': {
    may: 'bills.manage',
    isRoleFirst: true,
    answers: 'conflict',
    call: ({ team, bill }) => [{ team, id: bill }],
  },
  'bills.writeOffFromBill': {
    may: 'bills.manage',
    isRoleFirst: true,
    call: ({ team, bill }) => [{ team, id: bill }],
  },
  'prompts.keepPrompt': {
    may: 'member',
    call: ({ team }) => [
      { team, id: uuid(), versionId: uuid(), scope: 'mine', ...details, content: { text: 'A' } },
    ],
  },
  'prompts.describePrompt': {
    may: 'editor',
    call: ({ team, prompt }) => [{ team, id: prompt, scope: 'team', ...details, slug: `n-${uuid()}` }],
  },
  'prompts.keepVersion': {
    may: 'prompts.change',
    call: ({ team, prompt }) => [{ team, id: uuid(), prompt, content: { text: uuid() } }],
  },
  'prompts.takeVersionBack': {
    may: 'prompts.change',
    call: ({ team, version }) => [{ team, id: uuid(), version }],
  },
  'prompts.takePromptOver': {
    may: 'member',
    call: ({ team, version }) => [{ team, id: uuid(), versionId: uuid(), version }],
  },
  'prompts.putLabel': {
    may: 'prompts.change',
    call: ({ team, prompt, version }) => [{ team, prompt, name: 'approved', version }],
  },
  'prompts.keepAtHand': { may: 'guest', call: ({ team, prompt }) => [{ team, id: prompt, isPinned: true }] },
  'prompts.deletePrompt': { may: 'prompts.change', call: ({ team, prompt }) => [{ team, id: prompt }] },
  'prompts.undoDeletePrompt': { may: 'prompts.change', call: ({ team, prompt }) => [{ team, id: prompt }] },
  'prompts.callFolder': {
    may: 'prompts.change',
    call: ({ team, folder }) => [{ team, id: folder, name: uuid() }],
  },
  'examples.addToExamples': {
    may: 'member',
    call: ({ team, image }) => [{ team, owner: 'mine', images: [{ id: uuid(), image }] }],
  },
  'examples.describeExample': {
    may: 'examples.change',
    call: ({ team, example }) => [{ team, id: example, title: 'Another' }],
  },
  'examples.orderExamples': {
    may: 'editor',
    leavesOut: true,
    call: ({ team, example }) => [{ team, owner: 'team', examples: [example], before: null }],
  },
  'examples.takeExampleOut': { may: 'examples.change', call: ({ team, example }) => [{ team, id: example }] },
  'examples.undoTakeExampleOut': {
    may: 'examples.change',
    call: ({ team, example }) => [{ team, id: example }],
  },
  'shares.shareImages': {
    may: 'shares.make',
    call: ({ team, image }) => [
      {
        team,
        id: uuid(),
        source: { kind: 'selection', selection: { images: [image] } },
        title: 'A link',
        switches: aSwitch,
      },
    ],
  },
  'shares.changeShare': {
    may: 'shares.keep',
    isUnseen: true,
    call: ({ team, share }) => [{ team, id: share, title: 'Another' }],
  },
  'shares.updateShare': {
    may: 'shares.keep',
    isUnseen: true,
    call: ({ team, share }) => [{ team, id: share }],
  },
  'shares.changeShareAddress': {
    may: 'shares.keep',
    isUnseen: true,
    call: ({ team, share }) => [{ team, id: share }],
  },
  'shares.endShare': { may: 'shares.keep', isUnseen: true, call: ({ team, share }) => [{ team, id: share }] },
  'invitations.inviteMember': {
    may: 'members.manage',
    call: ({ team }) => [{ team, id: uuid(), role: 'guest', email: null, uses: 1, days: 7 }],
  },
  'invitations.sendInvitationAgain': {
    may: 'members.manage',
    isRoleFirst: true,
    // It was made without an address, and there is no server for e-mail.
    answers: 'unavailable',
    call: ({ team, invitation }) => [{ team, id: invitation }],
  },
  'invitations.endInvitation': {
    may: 'members.manage',
    isRoleFirst: true,
    call: ({ team, invitation }) => [{ team, id: invitation }],
  },
  'credentials.saveKey': {
    may: 'keys.manage',
    // The API does not know it.
    answers: 'invalid',
    call: ({ team }) => [{ team, provider: 'lumenfall', secret: 'lmnfl_strangers.secret' }],
  },
  'credentials.forgetKey': {
    may: 'keys.manage',
    answers: 'not_found',
    call: ({ team }) => [{ team, provider: 'lumenfall' }],
  },
  'routing.saveRouting': {
    may: 'keys.manage',
    call: ({ team }) => [{ team, policy: 'lumenfall', gemini: 100, vertex: 100 }],
  },
  'budgets.saveBudget': {
    may: 'budgets.change',
    isRoleFirst: true,
    call: ({ team, member }) => [
      {
        team,
        scope: 'member',
        id: member,
        limit: { limitMicros: 1_000_000, warnMicros: null, isHard: true },
      },
    ],
  },
  'teams.saveTeam': { may: 'team.change', call: ({ team }) => [{ team, name: 'Ours', timeZone: 'UTC' }] },
  'teams.allowModels': {
    may: 'team.change',
    call: ({ team }) => [{ team, models: { member: null, editor: null } }],
  },
  'teams.giveRole': {
    may: 'members.manage',
    isRoleFirst: true,
    call: ({ team, member }) => [{ team, member, role: 'guest' }],
  },
  'teams.makePasswordLink': {
    may: 'members.manage',
    isRoleFirst: true,
    call: ({ team, member }) => [{ team, member }],
  },
  'teams.takeOut': {
    may: 'members.manage',
    isRoleFirst: true,
    call: ({ team, member }) => [{ team, member }],
  },
  'archive.removeTeam': {
    may: 'team.delete',
    // Not its name: that would be the end of all that is tried here.
    answers: 'invalid',
    call: ({ team }) => [{ team, name: 'not this one' }],
  },
  // Last: afterwards one is not in the team.
  'teams.leave': { may: 'guest', call: ({ team }) => [{ team }] },
}
