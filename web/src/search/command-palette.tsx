import './command-palette.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Keyboard,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
} from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { useMessages } from '../i18n/messages.ts'
import { SearchInput } from '../ui/field.tsx'
import { reachable } from '../ui/reachable.ts'
import { asFailure } from '../ui/states.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { setView, useView } from '../view.ts'
import { hitIcons } from './hit-icons.ts'
import { openHit } from './open-hit.ts'
import { type Command, hitId, hitsByKind, matchingCommands } from './palette-items.ts'
import { recentPicks, rememberPick } from './recent-picks.ts'
import { type SearchHit, searchQuery } from './search.api.ts'
import { useCommands } from './use-commands.ts'

/** ⌘K: finds anything and does anything that has a name. */
export function CommandPalette() {
  const isOpen = useView(view => view.dialog) === 'search'
  const t = useMessages('search')
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={open => !open && close()} isDismissable>
      <Modal className="dialog palette">
        <Dialog className="palette-inside" aria-label={t.search}>
          <Finder />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Finder() {
  const t = useMessages('search')
  const problems = useMessages('problems')
  const queries = useQueryClient()
  const commands = useCommands()
  const [typed, setTyped] = useState('')
  const [recent] = useState(recentPicks)
  const q = useSettled(typed.trim(), 120)
  const { data, error, isFetching } = useQuery(
    searchQuery(
      q,
      useView(view => view.at),
    ),
  )
  const blank = typed.trim() === ''
  const hits = blank ? [] : (data?.hits ?? [])
  const found = matchingCommands(commands, typed)
  const waiting = !blank && (isFetching || q !== typed.trim())
  const nothing = !blank && !waiting && hits.length === 0 && found.length === 0

  const pick = (hit: SearchHit) => {
    rememberPick(hit)
    close()
    void openHit(hit, queries)
  }
  const first = () => {
    const [hit] = hits
    const [command] = found
    if (hit !== undefined) pick(hit)
    else if (command !== undefined) run(command)
  }
  // Enter may come before the answer: then it counts when the answer is here
  const [isEntered, setEntered] = useState(false)
  useEffect(() => {
    if (!isEntered || waiting) return
    setEntered(false)
    first()
  })
  const run = (command: Command) => {
    close()
    command.run()
  }
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <div className="palette-search" aria-busy={waiting}>
        <SearchInput
          label={t.placeholder}
          autoFocus
          maxLength={60}
          onSubmit={() => {
            if (!steersList()) setEntered(true)
          }}
        />
      </div>
      {nothing && (
        <p className="palette-none" role="status">
          {t.none(typed.trim())}
          <span className="quiet">{error === null ? t.noneHint : problems[asFailure(error).code]}</span>
        </p>
      )}
      <Menu ref={reachable} className="palette-list" aria-label={t.search}>
        {blank && recent.length > 0 && (
          <MenuSection id="recent">
            <Header className="menu-heading">{t.recent}</Header>
            {recent.map(hit => (
              <Hit key={hitId(hit)} hit={hit} onPick={pick} prefix="recent" />
            ))}
          </MenuSection>
        )}
        {hitsByKind(hits).map(group => (
          <MenuSection key={group.kind} id={group.kind}>
            <Header className="menu-heading">{t.kinds[group.kind]}</Header>
            {group.hits.map(hit => (
              <Hit key={hitId(hit)} hit={hit} onPick={pick} prefix="hit" />
            ))}
          </MenuSection>
        ))}
        {found.length > 0 && (
          <MenuSection id="commands">
            <Header className="menu-heading">{t.commands}</Header>
            {found.map(command => (
              <MenuItem
                key={command.id}
                id={`command ${command.id}`}
                className="menu-item"
                textValue={command.text}
                onAction={() => run(command)}
              >
                <span className="palette-title">{command.text}</span>
                {command.shortcut !== undefined && (
                  <Keyboard className="palette-key">{command.shortcut}</Keyboard>
                )}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
      <p className="palette-hint">{t.hint}</p>
    </Autocomplete>
  )
}

function Hit({ hit, onPick, prefix }: { hit: SearchHit; onPick: (hit: SearchHit) => void; prefix: string }) {
  const words = useCityWords()
  const Icon = hitIcons[hit.kind]
  const context = hit.context === null ? undefined : words.say(hit.context)
  return (
    <MenuItem
      id={`${prefix} ${hitId(hit)}`}
      className="menu-item"
      textValue={words.say(hit.title)}
      onAction={() => onPick(hit)}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className="palette-title">{words.say(hit.title)}</span>
      <span className="palette-context">
        {[hit.level === null ? undefined : words.level(hit.level), context].filter(Boolean).join(' · ')}
      </span>
    </MenuItem>
  )
}

/** True when the list has a current item: then Enter is the list's. After an input method's words it has none. */
function steersList(): boolean {
  return document.activeElement?.hasAttribute('aria-activedescendant') === true
}

function close(): void {
  setView({ dialog: undefined }, 'replace')
}
