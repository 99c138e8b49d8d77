'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { formatDay, plural } from '#lib/format.ts'
import { changeShare } from '#lib/shares/actions.ts'
import { shareQuery } from '#lib/shares/queries.ts'
import type { ShareDetail } from '#lib/shares/schema/share.ts'
import { ArrangeImages } from './arrange-images.tsx'
import { LinkMade } from './link-made.tsx'
import { SettingsForm } from './settings-form.tsx'
import { settingsOf } from './settings.ts'
import { useShareActions } from './use-share-actions.ts'
import { ViewsByDay } from './views-by-day.tsx'

interface EditShareProps {
  team: string
  id: string
  onClose: () => void
}

/** Everything about one link: what it says, shows and allows, its pictures, who came. */
export function EditShare({ team, id, onClose }: EditShareProps) {
  const { data, isError } = useQuery({ ...shareQuery(team, id), staleTime: 0 })
  if (data) return <EditLoaded key={data.updatedAt} {...{ team, share: data, onClose }} />
  return (
    <Dialog title="Link" isOpen isWide onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      {isError ? 'This link cannot be shown. It was revoked, or the server cannot be reached.' : 'Loading'}
    </Dialog>
  )
}

function useEdit(team: string, share: ShareDetail, onClose: () => void) {
  const { changed } = useShareActions(team)
  const [settings, setSettings] = useState(() => settingsOf(share))
  const held = share.images.map((image) => image.id)
  const [images, setImages] = useState<readonly string[]>(held)
  const [problem, setProblem] = useState<string | null>(null)
  const isArranged = images.join() !== held.join()

  async function save(): Promise<void> {
    const { title, note, switches, ends, password, dropsPassword } = settings
    const failure = await failureOf(() =>
      changeShare({
        team,
        id: share.id,
        title,
        note,
        switches,
        ...(ends === 'keep' ? {} : { expiresInDays: ends }),
        ...(dropsPassword ? { password: null } : password === '' ? {} : { password }),
        ...(isArranged ? { images: [...images] } : {}),
      }),
    )
    setProblem(failure?.message ?? null)
    if (failure) return
    await changed()
    toast('Saved. Whoever has the link sees it so from now on.')
    onClose()
  }
  return { settings, setSettings, images, setImages, problem, save }
}

function NewAddress({ onConfirm }: { onConfirm: () => void }) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>New address</Button>
      <Confirm
        title="Change the address?"
        action="Change it"
        isOpen={isAsking}
        isDanger
        onClose={() => setIsAsking(false)}
        onConfirm={onConfirm}
      >
        The present address opens nothing any more, at once and for good. Whoever shall see the pictures needs
        the new one.
      </Confirm>
    </>
  )
}

function EditLoaded({ team, share, onClose }: { team: string; share: ShareDetail; onClose: () => void }) {
  const { settings, setSettings, images, setImages, problem, save } = useEdit(team, share, onClose)
  const { renew, update } = useShareActions(team)
  const { path, title, source, kind, updatedAt, held, shown } = share
  return (
    <Dialog
      title="Edit the link"
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="-mx-1 flex max-h-[65dvh] flex-col gap-5 overflow-y-auto p-1 text-ink">
        {path !== null && <LinkMade path={path} title={title} />}
        <div className="flex flex-wrap items-center gap-3 text-small text-ink-2">
          <p className="min-w-0 flex-1">
            {source
              ? `Shared ${source.kept} of ${source.now}, updated ${formatDay(updatedAt)}.`
              : `${plural(held, 'image')}, updated ${formatDay(updatedAt)}.`}
            {shown < held && ` ${held - shown} of them in the trash or private.`}
          </p>
          {source && source.now > 0 && (source.kept !== source.now || held !== source.now) && (
            <Button onClick={() => void update(share)}>Update from the {kind}</Button>
          )}
          {path !== null && <NewAddress onConfirm={() => void renew(share)} />}
        </div>
        <SettingsForm
          settings={settings}
          onChange={setSettings}
          now={{ expiresAt: share.expiresAt, hasPassword: share.hasPassword }}
        />
        <ArrangeImages team={team} all={share.images} images={images} onChange={setImages} />
        <ViewsByDay days={share.days} total={share.views} />
      </div>
      {problem !== null && (
        <Notice kind="danger" isAlert className="mt-4">
          {problem}
        </Notice>
      )}
    </Dialog>
  )
}
