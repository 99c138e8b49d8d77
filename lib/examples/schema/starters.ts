// Recipes to start with: prompts in our own words, for any model that makes pictures from text. They have no pictures:
// one appears once somebody here has made it, and chosen it as an example.

export interface Starter {
  key: string
  /** What it is good for. */
  use: 'Product' | 'Poster' | 'Portrait' | 'Landscape' | 'Editorial' | 'Packaging'
  title: string
  /** Of the prompt language. */
  template: string
  /** Kept aside where the model has no such parameter. */
  parameters: Readonly<Record<string, string>>
}

export const starters: readonly Starter[] = [
  {
    key: 'product-on-a-plinth',
    use: 'Product',
    title: 'Product on a plinth',
    template:
      'Studio photograph of {{product=a matte ceramic teapot}} on {{surface=a low travertine plinth}}, one soft window light from the left, long gentle shadow, {{background=warm grey}} backdrop, 85 mm lens, every texture sharp',
    parameters: { aspect_ratio: '1:1' },
  },
  {
    key: 'poster-with-lettering',
    use: 'Poster',
    title: 'Poster with lettering',
    template:
      'Screen-printed poster for {{event=a summer jazz night}}, the words "{{headline=LATE SET}}" in tall condensed letters across the top, {{motif=a trumpet made of overlapping shapes}} below, three flat inks: {{inks=brick, cream and deep blue}}, visible paper grain',
    parameters: { aspect_ratio: '3:4' },
  },
  {
    key: 'portrait-in-available-light',
    use: 'Portrait',
    title: 'Portrait in available light',
    template:
      'Portrait of {{person=a retired sailor in a wool jumper}}, {{place=beside a workshop window}}, looking {{gaze:past the camera|into the camera|down at their hands}}, overcast daylight, shallow depth of field, 35 mm film, honest skin, quiet expression',
    parameters: { aspect_ratio: '3:4' },
  },
  {
    key: 'landscape-with-weather',
    use: 'Landscape',
    title: 'Landscape with weather',
    template:
      'Wide landscape of {{place=a tidal estuary with a single boardwalk}} in {{season=late autumn}}, {{weather:fog lifting|rain on the horizon|first frost|a clear evening}}, low horizon, layered distances, muted natural colour, photographed from a small rise',
    parameters: { aspect_ratio: '16:9' },
  },
  {
    key: 'editorial-illustration',
    use: 'Editorial',
    title: 'Editorial illustration',
    template:
      'Editorial illustration about {{subject=working from home}}: {{idea=a desk lamp that throws the shadow of a whole office}}, gouache on rough paper, {{palette=ochre, sage and ink}}, plenty of empty space on the {{space:left|right}} for text, no lettering',
    parameters: { aspect_ratio: '4:3' },
  },
  {
    key: 'packaging-on-a-shelf',
    use: 'Packaging',
    title: 'Packaging on a shelf',
    template:
      'Packaging photograph of {{pack=a kraft paper coffee bag}} with a label that reads "{{name=NORTH ROAST}}", {{style:letterpress|hand-painted|sticker}} label in {{colour=forest green}}, standing on a pale wooden shelf among {{props=two enamel cups}}, soft morning light, eye level',
    parameters: { aspect_ratio: '1:1' },
  },
]
