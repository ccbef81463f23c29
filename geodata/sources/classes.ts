import type { Bilingual, IncidentClass } from '../city-folder.ts'

/**
 * Incident classes after GB/T 30428 (事件 event, 部件 component). The majors and the minors of 市容环境 follow the standard as
 * published city tables quote it; the other minors are a useful set of ours. A limit is `published` where a published city
 * table gives it (one city's choice: limits are data and every city sets its own), else `synthetic`.
 */
export const classes: IncidentClass[] = []

type Amount = [amount: number, unit: 'h' | 'd' | 'u', source?: 'published']
type Row = [minor: string, zh: string, en: string, limit: Amount, net?: string, duty?: string]

const UNITS = { h: 'working-hours', d: 'working-days', u: 'urgent-hours' } as const
const CITY = 'D02'
const SAFETY = 'D03'
const PARTY = 'D01'

/** What the desk has for filing, dispatch and check: ours for all classes, no published table was at hand. */
const desk: IncidentClass['limits'] = [
  { stage: 'filing', amount: 4, unit: 'working-hours', source: 'synthetic' },
  { stage: 'dispatch', amount: 3, unit: 'working-hours', source: 'synthetic' },
  { stage: 'check', amount: 2, unit: 'working-days', source: 'synthetic' },
]
const urgentDesk: IncidentClass['limits'] = [
  { stage: 'filing', amount: 2, unit: 'urgent-hours', source: 'synthetic' },
  { stage: 'dispatch', amount: 2, unit: 'urgent-hours', source: 'synthetic' },
  { stage: 'check', amount: 48, unit: 'urgent-hours', source: 'synthetic' },
]

/** Limits within handling: illegal building is stopped and penalised before it is pulled down. */
const further: Readonly<Record<string, IncidentClass['limits']>> = {
  E0101: [
    { stage: 'stop-work', amount: 4, unit: 'working-hours', source: 'published' },
    { stage: 'penalty', amount: 7, unit: 'working-days', source: 'published' },
  ],
}

function add(kind: 'event' | 'component', major: { code: string; name: Bilingual }, rows: Row[]) {
  for (const [minor, zh, en, [amount, unit, source], net = 'governance', duty = CITY] of rows)
    classes.push({
      code: `${kind === 'event' ? 'E' : 'C'}${major.code}${minor}`,
      kind,
      major,
      name: { zh, en },
      net,
      duty: duty === '' ? null : duty,
      limits: [
        ...(unit === 'u' ? urgentDesk : desk),
        { stage: 'handling', amount, unit: UNITS[unit], source: source ?? 'synthetic' },
        ...(further[`${kind === 'event' ? 'E' : 'C'}${major.code}${minor}`] ?? []),
      ],
    })
}

add('event', { code: '01', name: { zh: '市容环境', en: 'City appearance' } }, [
  ['01', '私搭乱建', 'Illegal building', [20, 'd', 'published']],
  ['02', '暴露垃圾', 'Exposed rubbish', [4, 'h', 'published']],
  ['03', '建筑垃圾渣土', 'Building waste', [4, 'h', 'published']],
  ['04', '道路保洁', 'Dirty road', [2, 'h', 'published']],
  ['05', '绿地保洁', 'Litter on green space', [4, 'h', 'published']],
  ['06', '绿地养护', 'Green space in bad care', [5, 'd', 'published']],
  ['07', '焚烧垃圾树叶', 'Burning rubbish or leaves', [2, 'h']],
  ['08', '路面积水', 'Water on the road', [4, 'h', 'published']],
  ['09', '积存垃圾死角', 'Neglected rubbish corner', [1, 'd']],
  ['10', '油烟污染', 'Cooking fumes', [3, 'd']],
])
add('event', { code: '02', name: { zh: '宣传广告', en: 'Advertising' } }, [
  ['01', '非法小广告', 'Illegal small adverts', [1, 'd']],
  ['02', '违章悬挂广告牌匾', 'Unlicensed signboard', [3, 'd']],
  ['03', '占道广告牌', 'Signboard blocking the pavement', [4, 'h']],
  ['04', '条幅标语破损', 'Torn banner', [1, 'd']],
])
add('event', { code: '03', name: { zh: '施工管理', en: 'Building sites' } }, [
  ['01', '施工扰民', 'Site noise', [4, 'h']],
  ['02', '工地扬尘', 'Site dust', [4, 'h']],
  ['03', '无证掘路', 'Road opened without permit', [1, 'd']],
  ['04', '施工废弃料', 'Waste left by works', [1, 'd']],
  ['05', '渣土车遗撒', 'Spill from tipper lorry', [2, 'h']],
])
add('event', { code: '04', name: { zh: '突发事件', en: 'Emergencies' } }, [
  ['01', '路面塌陷', 'Road collapse', [4, 'u'], 'governance', SAFETY],
  ['02', '自来水管破裂', 'Burst water main', [4, 'u'], 'governance', SAFETY],
  ['03', '燃气管道泄漏', 'Gas leak', [1, 'u'], 'governance', SAFETY],
  ['04', '树木倒伏', 'Fallen tree', [4, 'u'], 'governance', SAFETY],
  ['05', '供电线缆断落', 'Power line down', [2, 'u'], 'governance', SAFETY],
  ['06', '道路结冰积雪', 'Ice and snow on the road', [6, 'u'], 'governance', SAFETY],
])
add('event', { code: '05', name: { zh: '街面秩序', en: 'Street order' } }, [
  ['01', '无照经营游商', 'Unlicensed street vendor', [2, 'h']],
  ['02', '店外经营', 'Shop trading on the pavement', [2, 'h']],
  ['03', '机动车乱停放', 'Cars parked wrongly', [2, 'h']],
  ['04', '非机动车乱停放', 'Bicycles parked wrongly', [2, 'h']],
  ['05', '占道堆放', 'Goods stacked on the pavement', [4, 'h']],
  ['06', '露天烧烤', 'Open-air barbecue', [2, 'h']],
  ['07', '占用消防通道', 'Fire lane blocked', [2, 'u'], 'governance', SAFETY],
  ['08', '飞线充电', 'Charging by dangling cable', [4, 'h'], 'governance', SAFETY],
])
add('event', { code: '06', name: { zh: '其他事件', en: 'Other events' } }, [
  ['01', '邻里纠纷', 'Neighbours’ dispute', [3, 'd'], 'service', ''],
  ['02', '噪声扰民', 'Noise', [1, 'd'], 'service', ''],
  ['03', '独居老人求助', 'Help for an elderly person alone', [4, 'u'], 'service', ''],
  ['04', '困难帮扶需求', 'Need of support', [5, 'd'], 'service', ''],
  ['05', '物业服务问题', 'Property management matter', [5, 'd'], 'service', ''],
  ['06', '政策办事咨询', 'Question about a procedure', [1, 'd'], 'service', ''],
  ['07', '志愿服务需求', 'Volunteers wanted', [2, 'd'], 'party', PARTY],
  ['08', '党群活动场所问题', 'Party and public venue matter', [3, 'd'], 'party', PARTY],
])
add('component', { code: '01', name: { zh: '公用设施', en: 'Public utilities' } }, [
  ['01', '上水井盖缺损', 'Water manhole cover damaged', [4, 'u'], 'governance', SAFETY],
  ['02', '污水井盖缺损', 'Sewer manhole cover damaged', [4, 'u'], 'governance', SAFETY],
  ['03', '雨水箅子堵塞', 'Storm drain blocked', [4, 'h']],
  ['04', '路灯不亮', 'Street lamp out', [2, 'd']],
  ['05', '通信交接箱破损', 'Telecom cabinet damaged', [3, 'd']],
  ['06', '供电箱门敞开', 'Power cabinet open', [4, 'u'], 'governance', SAFETY],
])
add('component', { code: '02', name: { zh: '交通设施', en: 'Traffic facilities' } }, [
  ['01', '交通信号灯故障', 'Traffic light fault', [4, 'u'], 'governance', SAFETY],
  ['02', '交通护栏损坏', 'Traffic barrier damaged', [1, 'd']],
  ['03', '道路破损', 'Road surface damaged', [5, 'd']],
  ['04', '公交站亭损坏', 'Bus shelter damaged', [3, 'd']],
  ['05', '盲道破损占用', 'Tactile paving damaged or blocked', [3, 'd']],
])
add('component', { code: '03', name: { zh: '市容环境设施', en: 'Sanitation facilities' } }, [
  ['01', '垃圾箱破损满溢', 'Litter bin broken or full', [4, 'h']],
  ['02', '公共厕所设施损坏', 'Public toilet out of order', [1, 'd']],
  ['03', '垃圾分类亭破损', 'Sorting station damaged', [3, 'd']],
])
add('component', { code: '04', name: { zh: '园林绿化设施', en: 'Parks and greenery' } }, [
  ['01', '行道树缺株枯死', 'Street tree missing or dead', [10, 'd']],
  ['02', '绿地护栏损坏', 'Green space fence damaged', [5, 'd']],
  ['03', '健身器材损坏', 'Exercise equipment damaged', [5, 'd'], 'service', ''],
])
add('component', { code: '05', name: { zh: '其他设施', en: 'Other facilities' } }, [
  ['01', '宣传栏损坏', 'Notice board damaged', [3, 'd'], 'party', PARTY],
  ['02', '消防设施损坏', 'Fire equipment damaged', [1, 'd'], 'governance', SAFETY],
  ['03', '公共座椅损坏', 'Public bench damaged', [5, 'd']],
])

const illegalBuilding = classes.find(c => c.name.zh === '私搭乱建')
if (illegalBuilding)
  illegalBuilding.limits = [
    { stage: 'stop-work', amount: 4, unit: 'working-hours', source: 'published' },
    { stage: 'penalty', amount: 7, unit: 'working-days', source: 'published' },
    { stage: 'handling', amount: 20, unit: 'working-days', source: 'published' },
  ]
