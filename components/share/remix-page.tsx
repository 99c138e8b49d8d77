import { FrontColumn } from '#components/layout/front-column.tsx'
import type { SharedGallery, SharedRecipe } from '#lib/shares/schema.ts'
import { sharedImageUrl, sharePath } from '#lib/shares/schema/address.ts'
import { RemixForm } from './remix-form.tsx'

interface RemixPageProps {
  token: string
  gallery: SharedGallery
  /** Of the picture whose recipe it is. */
  number: number
  recipe: SharedRecipe
  teams: readonly { slug: string; name: string }[]
}

/** Takes what a shared picture was asked for with into a playground of one's own. */
export function RemixPage({ token, gallery, number, recipe, teams }: RemixPageProps) {
  return (
    <FrontColumn
      title="Remix"
      lead={`From “${gallery.title}”. It opens in your own playground; nothing is made yet.`}
    >
      <div className="flex flex-col gap-4">
        {gallery.images.length > 1 && (
          <nav aria-label="Which picture" className="-mx-6 flex gap-1.5 overflow-x-auto px-6 py-1">
            {gallery.images.map((image) => (
              <a
                key={image.number}
                href={`${sharePath(token)}/remix?image=${image.number}`}
                aria-current={image.number === number ? 'true' : undefined}
                className="shrink-0 rounded-picture aria-[current=true]:outline-2 aria-[current=true]:outline-offset-2 aria-[current=true]:outline-accent"
              >
                <img
                  src={sharedImageUrl(token, image.number, '256')}
                  alt={image.alt}
                  width={64}
                  height={64}
                  loading="lazy"
                  className="size-16 rounded-picture bg-sunk object-cover"
                />
              </a>
            ))}
          </nav>
        )}
        <blockquote className="max-h-40 overflow-y-auto rounded-control bg-sunk p-3 whitespace-pre-wrap">
          {recipe.prompt ?? 'It has no words.'}
        </blockquote>
        <p className="text-small text-ink-2">{recipe.modelId}</p>
        <RemixForm teams={teams} recipe={recipe} />
      </div>
    </FrontColumn>
  )
}
