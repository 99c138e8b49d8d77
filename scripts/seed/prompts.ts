// What fixtures say: words as often as people use them (the n-th a n-th as often as the first), in several languages.

const nouns =
  'light harbour morning boat lighthouse fog garden street rain mountain river forest table window portrait cat dog city bridge tower market lantern kite heron fox owl whale orchid fig lemon teapot violin piano clock mirror staircase library attic greenhouse tram bicycle train station desert dune glacier volcano meadow orchard vineyard cliff island reef lagoon waterfall canyon cave temple castle cottage barn windmill pier carousel circus balloon umbrella suitcase letter map compass telescope lamp candle chandelier tapestry carpet vase bowl spoon bread honey coffee sugar cake plum cherry walnut maple oak willow bamboo moss fern ivy poppy tulip iris lavender'.split(
    ' ',
  )
const adjectives =
  'a of in with soft golden quiet red blue green old small bright misty wooden paper stone glass velvet copper silver ancient modern minimal baroque painted folded floating hidden empty crowded frozen burning blooming weathered polished tangled hollow distant endless tiny enormous gentle stormy sunlit moonlit'.split(
    ' ',
  )
const endings = ['', 's', 'ish', 'like', 'wards', 'ette', 'scape', 'ware', 'shine', 'fall', 'stone', 'field']

/** The first are in most prompts, the last in very few. */
export const vocabulary: readonly string[] = [
  ...adjectives.slice(0, 12),
  ...nouns.slice(0, 20),
  ...adjectives.slice(12),
  ...nouns.slice(20),
  ...endings.slice(1).flatMap((ending) => nouns.map((noun) => `${noun}${ending}`)),
  ...adjectives.slice(4).flatMap((adjective) => nouns.map((noun) => `${adjective}-${noun}`)),
]

/** Whole prompts in other languages. */
export const foreign: readonly string[] = [
  '夜明けの港、静かな海',
  '雨の中の小さな神社',
  '紙で折られた鶴',
  '雪山と満月',
  '清晨的港口，薄雾',
  '红色的灯笼挂满街道',
  '비 오는 거리의 고양이',
  'Ein alter Leuchtturm im Nebel, weiches Licht',
  'Un port au petit matin, brume légère',
  'Un jardín de limones al atardecer',
  'Маяк на скале в бурю',
  'Balkonda çiçekler ve deniz',
]

/** In very few prompts, however many there are: for whoever measures how it is found. */
export const rareWord = 'xylography'
