import { useCityWords } from '../city/city-words.ts'
import { messages, useMessages } from '../i18n/messages.ts'
import { noFilters } from '../incidents/incident-filter.ts'
import { defaultLayers, editDraft, layerKeys, setView, useView } from '../view.ts'
import type { Command } from './palette-items.ts'

const themes = ['paper', 'night', 'wall'] as const

/** Everything the page can do that has a name, in the order of how often it is wanted. */
export function useCommands(): Command[] {
  const t = useMessages('search')
  const words = useCityWords()
  const view = useView()
  const other = messages[words.locale === 'zh' ? 'en' : 'zh'].search
  const shown = view.show ?? [...defaultLayers]
  const otherLocale = words.locale === 'zh' ? 'en' : 'zh'

  return [
    {
      id: 'report',
      text: t.report,
      keywords: `${other.report} sbaj sb`,
      shortcut: 'R',
      run: () => setView({ report: 'pick' }),
    },
    {
      id: 'home',
      text: t.home,
      keywords: `${other.home} hdqs qs`,
      shortcut: 'H',
      run: () => setView({ map: undefined }),
    },
    { id: 'tree', text: t.tree, keywords: `${other.tree} dkwgs wgs`, run: () => setView({ panel: 'tree' }) },
    {
      id: 'table',
      text: t.table,
      keywords: `${other.table} dkajlb ajlb`,
      run: () => setView({ panel: 'incidents' }),
    },
    {
      id: 'indicators',
      text: t.indicators,
      keywords: `${other.indicators} zb khzb`,
      run: () => setView({ panel: 'indicators' }),
    },
    {
      id: 'edit',
      text: messages[words.locale].editor.adjustBorder,
      keywords: `${messages[words.locale === 'zh' ? 'en' : 'zh'].editor.adjustBorder} tzbj bj`,
      run: () => editDraft('list'),
    },
    {
      id: 'versions',
      text: messages[words.locale].versions.title,
      keywords: `${messages[otherLocale].versions.title} lsbb bb`,
      run: () => setView({ panel: 'versions' }),
    },
    ...(view.at === undefined
      ? []
      : [
          {
            id: 'now',
            text: messages[words.locale].versions.backToNow,
            keywords: `${messages[otherLocale].versions.backToNow} hdxz`,
            run: () => setView({ at: undefined, compare: undefined }),
          },
        ]),
    {
      id: 'clear',
      text: t.clearFilters,
      keywords: `${other.clearFilters} qcsx`,
      run: () => setView(noFilters),
    },
    ...layerKeys.map((layer): Command => {
      const on = shown.includes(layer)
      const next = on ? shown.filter(one => one !== layer) : [...shown, layer]
      return {
        id: `layer ${layer}`,
        text: (on ? t.hideLayer : t.showLayer)(t.layers[layer]),
        keywords: `${(on ? other.hideLayer : other.showLayer)(other.layers[layer])} tc layer`,
        run: () => setView({ show: next }),
      }
    }),
    ...(words.city?.nets ?? []).map(
      (net): Command => ({
        id: `net ${net.key}`,
        text: t.net(words.say(net.name)),
        keywords: `${net.name.zh} ${net.name.en ?? ''} zk net`,
        run: () => setView({ net: net.key }),
      }),
    ),
    ...(view.net === undefined
      ? []
      : [
          {
            id: 'net',
            text: t.allNets,
            keywords: `${other.allNets} ksw`,
            run: () => setView({ net: undefined }),
          },
        ]),
    ...themes.map(
      (theme): Command => ({
        id: `theme ${theme}`,
        text: t.theme(t.themes[theme]),
        keywords: `${other.theme(other.themes[theme])} zt`,
        run: () => setView({ theme }),
      }),
    ),
    {
      id: 'language',
      text: t.otherLanguage,
      keywords: `${other.otherLanguage} language yy`,
      run: () => setView({ lang: otherLocale }),
    },
    {
      id: 'about',
      text: t.about,
      keywords: `${other.about} gy sjly`,
      run: () => setView({ dialog: 'about' }),
    },
  ]
}
