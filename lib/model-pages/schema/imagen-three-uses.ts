import type { UseCase } from './facts.ts'

// In our own words, after the provider's guide to prompts. The first two ask for what the published examples show.

export const imagen3Uses: readonly UseCase[] = [
  {
    title: 'Hotel lobby at dusk',
    note: 'Interiors for a web page or a brochure. A wide shape and a named light carry it.',
    template:
      'Wide, cinematic photograph of {{place=a boutique hotel lobby}} at {{hour:dusk|dawn|night}}, a minimalist reception desk in {{material=pale travertine}}, warm lamps, tall windows, 24 mm lens, no clutter, calm and inviting',
    parameters: { aspect_ratio: '16:9' },
  },
  {
    title: 'Shop sign with lettering',
    note: 'A few words, spelled right: in quotation marks, with the kind of lettering and what it is made of.',
    template:
      'A hand-painted wooden sign for {{shop=a local bakery}} that says "{{words=SWEET HARVEST}}" in {{lettering=gold leaf}}, {{window=fresh loaves}} in the window behind it, {{guest=a capybara}} beside a basket of daisies, soft morning light',
    parameters: { aspect_ratio: '4:3' },
  },
  {
    title: 'Advertisement with room for text',
    note: 'Campaign pictures: one product, one idea, and an empty side for the copy.',
    template:
      'Advertising photograph of {{product=a glass bottle of cold-pressed juice}} on {{surface=wet slate}}, {{idea=a splash frozen in mid-air behind it}}, hard light from the right, {{palette=deep green and orange}}, generous empty space on the {{side:left|right}}, 100 mm macro, every drop sharp',
    parameters: { aspect_ratio: '16:9' },
  },
  {
    title: 'Product prototype',
    note: 'What does not exist yet, from several sides: change the view and keep the words.',
    template:
      'Studio photograph of a prototype of {{product=a folding desk lamp}} made of {{material=anodised aluminium and cork}}, seen from {{view:the front|three quarters|the side|above}}, seamless light grey background, softbox light, 60 mm lens, precise focus, no branding',
    parameters: { aspect_ratio: '1:1' },
  },
  {
    title: 'Editorial portrait',
    note: 'Faces: say “portrait”, the lens and the film, and let the place tell the rest.',
    template:
      'Black and white portrait of {{person=a violin maker in her sixties}} in {{place=her workshop}}, {{gaze:looking into the camera|looking at her hands}}, window light, 35 mm lens, film grain, shallow depth of field',
    parameters: { aspect_ratio: '3:4' },
  },
  {
    title: 'Illustration for an article',
    note: 'One metaphor in a named technique, with a short palette that fits the page.',
    template:
      'Editorial illustration about {{subject=the price of attention}}: {{metaphor=a fisherman casting a line into a sea of small screens}}, {{technique:gouache|linocut|risograph}}, {{palette=ink blue, coral and paper white}}, plain background, no lettering',
    parameters: { aspect_ratio: '4:3' },
  },
]
