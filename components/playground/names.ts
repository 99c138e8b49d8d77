export { creatorName, modeName, providerName, valueName } from '#lib/models/schema/names.ts'

/** What shapes are good for, as composition has them. */
const uses: ReadonlyMap<string, string> = new Map([
  ['1:1', 'posts, avatars, icons'],
  ['3:4', 'portraits, posters'],
  ['4:3', 'scenes, slides'],
  ['9:16', 'stories, phone screens'],
  ['16:9', 'landscapes, backgrounds'],
  ['21:9', 'banners, cinema'],
  ['9:21', 'tall banners'],
  ['2:3', 'portraits, book covers'],
  ['3:2', 'photographs'],
  ['4:5', 'posts, portraits'],
  ['5:4', 'prints'],
])

export const ratioSuits = (ratio: string) => uses.get(ratio)
