import { METERS_PER_DEGREE, radians } from '@jingwei/geodata/geometry/distance.ts'
import { normal, random } from '@jingwei/geodata/mesh/random.ts'

/** A report of which it is known what matter it is of. Synthetic: written by us, not by a city's people. */
export interface LabelledReport {
  readonly classCode: string
  readonly kind: 'event' | 'component'
  readonly place: readonly [lon: number, lat: number]
  readonly at: Date
  readonly words: string
  /** Reports with the same number are of one matter. */
  readonly matter: number
}

/**
 * Scenes of one class at one corner. In each: a matter told by several people in their own words, with slips of the keyboard and the
 * error of a telephone's position; beside it other matters of the same class, at the same spot or a few houses on, some in the very
 * words; the same thing again a week later, which is the same matter where a thing stays broken and another one where something happens.
 */
export function labelledReports(seed: number, scenes = 240): LabelledReport[] {
  const next = random(seed)
  const reports: LabelledReport[] = []
  let matter = 0
  for (let scene = 0; scene < scenes; scene++) {
    const { classCode, kind, matters } = pick(next, classes)
    const corner = { lon: 117 + 0.02 * (scene % 16), lat: 32.6 + 0.02 * Math.floor(scene / 16) }
    const start = Date.UTC(2026, 2, 1) + scene * 3_600_000
    const [first, second] = shuffled(next, matters)
    const told = (
      phrases: readonly string[],
      where: string,
      spot: readonly [number, number],
      hours: number,
    ) =>
      reports.push({
        ...{ classCode, kind, matter },
        place: offset(corner, spot, next),
        at: new Date(start + hours * 3_600_000),
        words: tell(next, where, pick(next, phrases)),
      })
    if (first === undefined || second === undefined) throw new Error(`${classCode} has too few matters`)
    const [here, there, beyond] = shuffled(next, landmarks)

    // one matter, two to five people, most of them within a day
    const people = 2 + Math.floor(next() * 4)
    for (let i = 0; i < people; i++)
      told(first, here ?? '', [0, 0], -24 * Math.log(1 - next()) * (i > 0 ? 1 : 0))
    if (kind === 'component') told(first, here ?? '', [0, 0], 24 * (6 + 3 * next()))
    // something else of the class at the same spot
    matter++
    told(second, here ?? '', [3, 3], 20 * next())
    // the like, in the like words, some houses on
    matter++
    told(first, there ?? '', along(next, 25, 70), 20 * next())
    matter++
    told(first, beyond ?? '', along(next, 50, 140), 20 * next())
    // what happens again a week later is another matter
    matter++
    if (kind === 'event') told(first, here ?? '', [0, 0], 24 * (6 + 3 * next()))
    matter++
  }
  return reports.sort((a, b) => a.at.getTime() - b.at.getTime())
}

interface LabelledClass {
  readonly classCode: string
  readonly kind: LabelledReport['kind']
  /** Each a matter in the words of several people. */
  readonly matters: readonly (readonly string[])[]
}

const classes: readonly LabelledClass[] = [
  {
    classCode: 'rubbish',
    kind: 'event',
    matters: [
      ['一堆生活垃圾没人清', '生活垃圾堆了好几天', '垃圾成堆，味道很大', '有人乱倒生活垃圾，堆成一堆'],
      ['扔了旧沙发和床垫', '有个破沙发和床垫没人要', '旧家具沙发丢在路边', '大件旧沙发堵着路'],
      ['泡沫箱和烂菜叶到处都是', '菜摊收摊后烂菜叶没扫', '满地烂菜叶、泡沫箱'],
    ],
  },
  {
    classCode: 'noise',
    kind: 'event',
    matters: [
      ['工地半夜打桩太吵', '夜里施工打桩声音大，睡不着', '半夜还在打桩施工', '凌晨工地打桩扰民'],
      ['烧烤店音响放到很晚', '烧烤店放音乐太吵', '夜里烧烤店音响声音很大'],
      ['广场舞音响声音太大', '跳广场舞的放音乐吵人', '晚上广场舞太吵'],
    ],
  },
  {
    classCode: 'parking',
    kind: 'event',
    matters: [
      ['一辆白色面包车堵住消防通道', '白色面包车停在消防通道上', '面包车占了消防通道'],
      ['电动车停满人行道', '人行道上停满电动车走不了', '电动车乱停占人行道'],
      ['货车长期占着公交站', '大货车停在公交站台', '公交站被货车占了'],
    ],
  },
  {
    classCode: 'water',
    kind: 'event',
    matters: [
      ['自来水管爆了水流一地', '水管破裂，路上全是水', '自来水管爆裂一直喷水', '地下水管漏水流到路上'],
      ['下雨后路面积水很深', '积水没过脚踝，下水不畅', '路面积水排不掉'],
      ['污水从井里冒出来', '污水井往外冒脏水', '下水道返水，污水横流'],
    ],
  },
  {
    classCode: 'lamp',
    kind: 'component',
    matters: [
      ['路灯不亮', '路灯坏了，晚上很黑', '有盏路灯不亮了', '路灯灭了好几天，黑漆漆的'],
      ['路灯一闪一闪', '路灯闪烁晃眼', '路灯不停地闪'],
      ['路灯杆被车撞歪', '灯杆歪了快倒', '路灯杆撞斜了很危险'],
    ],
  },
  {
    classCode: 'manhole',
    kind: 'component',
    matters: [
      ['污水井盖破了个洞', '井盖破损有个洞', '污水井盖碎了一块，有洞'],
      ['井盖不见了', '污水井没有盖子', '井盖丢失，只剩个坑'],
      ['井盖松动，车一过哐当响', '井盖一压就响', '污水井盖松了，车过有响声'],
    ],
  },
  {
    classCode: 'road',
    kind: 'component',
    matters: [
      ['路面一个大坑', '路中间有个大坑', '路上有坑，电动车差点摔', '柏油路面坑很大'],
      ['人行道地砖松动翘起', '地砖翘起来绊人', '人行道砖松了，踩上去溅水'],
      ['减速带断了一截', '减速带破损露出钉子', '减速带坏了有钉子'],
    ],
  },
  {
    classCode: 'bin',
    kind: 'component',
    matters: [
      ['垃圾箱满了溢出来', '垃圾桶满溢没人收', '垃圾箱装满了，垃圾溢到地上'],
      ['垃圾箱盖子掉了', '垃圾桶没有盖子', '垃圾箱的盖坏了掉下来'],
      ['垃圾箱被人烧坏', '垃圾桶烧焦变形', '垃圾箱烧坏了一半'],
    ],
  },
]

const landmarks = [
  '3号楼东侧',
  '12号楼单元口',
  '小区北门',
  '农贸市场西侧',
  '幼儿园门口',
  '学校对面',
  '临街商铺前',
  '公交站旁',
  '社区广场',
  '水塘边',
  '十字路口',
  '菜市场入口',
]

/** Who writes how; half of the people say where. */
function tell(next: () => number, where: string, what: string): string {
  const said = next() < 0.5 ? `${where}${what}` : what
  const style = next()
  if (style < 0.2) return mistyped(next, `${said} 热线转办：市民反映${where}${what}，请尽快处理。`)
  if (style < 0.4) return mistyped(next, `${said} 网格员巡查发现：${where}${what}，已拍照上传，待处置。`)
  return mistyped(next, next() < 0.3 ? `${said}，麻烦来看看` : said)
}

/** One character in forty is lost, doubled or another. */
function mistyped(next: () => number, text: string): string {
  return [...text]
    .map(character => {
      if (next() > 0.025) return character
      return pick(next, ['', character + character, pick(next, [...'的了在有不人这'])])
    })
    .join('')
}

/** A telephone knows its place to about eight metres, one in twelve to thirty. */
function offset(
  { lon, lat }: { lon: number; lat: number },
  [east, north]: readonly [number, number],
  next: () => number,
): [number, number] {
  const spread = next() < 1 / 12 ? 30 : 8
  const dx = (east + spread * normal(next)) / (METERS_PER_DEGREE * Math.cos(radians(lat)))
  return [lon + dx, lat + (north + spread * normal(next)) / METERS_PER_DEGREE]
}

function along(next: () => number, from: number, to: number): [number, number] {
  const [angle, meters] = [2 * Math.PI * next(), from + (to - from) * next()]
  return [meters * Math.cos(angle), meters * Math.sin(angle)]
}

function pick<T>(next: () => number, from: readonly T[]): T {
  const item = from[Math.floor(next() * from.length)]
  if (item === undefined) throw new Error('nothing to pick')
  return item
}

function shuffled<T>(next: () => number, from: readonly T[]): T[] {
  return from
    .map(item => ({ item, order: next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
