interface Scene {
  sky: [string, string]
  sun: string
  hills: [string, string, string]
  /** Where the sun stands and how large it is, in hundredths. */
  at: [number, number, number]
  /** Width over height. */
  shape: number
}

/** Drawn, not generated: no picture is passed off as a model's. */
const scenes: readonly (readonly Scene[])[] = [
  [
    {
      sky: ['#6b4b5b', '#e0825a'],
      sun: '#f0c27c',
      hills: ['#b5634b', '#7d4a4c', '#4a2f38'],
      at: [62, 36, 15],
      shape: 1.78,
    },
    {
      sky: ['#e9cfa8', '#d99a5b'],
      sun: '#8f4638',
      hills: ['#dcae83', '#e6c8a2', '#f3e4cb'],
      at: [40, 40, 17],
      shape: 0.75,
    },
    {
      sky: ['#24495a', '#46a0a1'],
      sun: '#cfdccf',
      hills: ['#2f7580', '#21525f', '#143640'],
      at: [44, 30, 14],
      shape: 1.33,
    },
  ],
  [
    {
      sky: ['#1b1f45', '#3d4a8f'],
      sun: '#9180c4',
      hills: ['#2c3468', '#1e2448', '#12152b'],
      at: [66, 42, 13],
      shape: 1,
    },
    {
      sky: ['#2c4429', '#7f9a4a'],
      sun: '#c6cc92',
      hills: ['#456132', '#2c4226', '#1a2a1b'],
      at: [70, 24, 12],
      shape: 1.78,
    },
    {
      sky: ['#eceae4', '#d3dfe8'],
      sun: '#6d8ba6',
      hills: ['#c2d2de', '#dbe5ec', '#f1f5f7'],
      at: [52, 38, 11],
      shape: 0.8,
    },
  ],
  [
    {
      sky: ['#efe6d8', '#e0908d'],
      sun: '#8aa287',
      hills: ['#c58a83', '#a58a80', '#7d7067'],
      at: [30, 44, 14],
      shape: 1.5,
    },
    {
      sky: ['#4a3320', '#a66a35'],
      sun: '#d9a566',
      hills: ['#7b4f2a', '#543620', '#332114'],
      at: [56, 34, 13],
      shape: 1,
    },
    {
      sky: ['#c8d8e6', '#9dbad0'],
      sun: '#54728c',
      hills: ['#8fafc6', '#b6cddd', '#dfe9f0'],
      at: [72, 40, 12],
      shape: 1.33,
    },
  ],
]

const height = 100

/** A ridge across the picture, from the left edge to the right. */
function ridge(width: number, base: number, swell: number): string {
  const [third, half] = [width / 3, width / 2]
  return `M0 ${base} C${third} ${base - swell} ${half} ${base + swell} ${width} ${base - swell / 2} V${height} H0 Z`
}

function Landscape({ scene, id }: { scene: Scene; id: string }) {
  const { sky, sun, hills, at, shape } = scene
  const width = height * shape
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="block w-full rounded-picture"
      preserveAspectRatio="xMidYMid slice"
    >
      <linearGradient id={id} x2="0" y2="1">
        <stop stopColor={sky[0]} />
        <stop offset="1" stopColor={sky[1]} />
      </linearGradient>
      <rect width={width} height={height} fill={`url(#${id})`} />
      <circle cx={(at[0] / 100) * width} cy={at[1]} r={at[2]} fill={sun} />
      {hills.map((fill, index) => (
        <path key={fill} d={ridge(width, 58 + index * 15, index % 2 === 0 ? 9 : -7)} fill={fill} />
      ))}
    </svg>
  )
}

/** A wall of landscapes, as a studio has one. Decoration: it says nothing. */
export function Wall() {
  return (
    <div className="absolute inset-0 flex flex-col justify-center gap-3 p-10">
      {scenes.map((row, rowIndex) => (
        <div key={rowIndex} className="flex gap-3">
          {row.map((scene, index) => (
            <div key={index} style={{ flex: `${scene.shape} 1 0` }}>
              <Landscape scene={scene} id={`sky-${rowIndex}-${index}`} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
