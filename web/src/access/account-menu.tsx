import './account-menu.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  CalendarClock,
  CircleUserRound,
  FileUp,
  LogIn,
  LogOut,
  type LucideIcon,
  ScrollText,
  Settings2,
  Tv,
  UserCog,
  Users,
} from 'lucide-react'
import {
  Button as AriaButton,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components'
import { InvitationDialog } from '../accounts/invitation-dialog.tsx'
import { useCityWords } from '../city/city-words.ts'
import { gridQuery } from '../grids/grids.api.ts'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { setView } from '../view.ts'
import { type Session, sessionQuery, signOut } from './access.api.ts'
import { SignInDialog } from './sign-in-dialog.tsx'

/** Who is signed in and how far their view reaches; for visitors the way in. */
export function AccountMenu() {
  const t = useMessages('access')
  const { data: session } = useQuery(sessionQuery)
  const signedIn = session !== undefined && session.account !== null
  return (
    <>
      {signedIn ? (
        <SignedIn session={session} />
      ) : (
        <Button look="quiet" icon={LogIn} onPress={() => setView({ dialog: 'sign-in' })}>
          {t.signIn}
        </Button>
      )}
      <SignInDialog />
      <InvitationDialog />
    </>
  )
}

function SignedIn({ session }: { session: Session }) {
  const t = useMessages('access')
  const { calendar } = useMessages('calendar')
  const { title: imports } = useMessages('imports')
  const queries = useQueryClient()
  const leave = useMutation({
    ...signOut,
    // what was seen with rights is not kept for whoever comes next
    onSuccess: () => queries.resetQueries(),
  })
  const name = session.name ?? session.account ?? ''
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet" aria-label={`${t.accountMenu}: ${t.signedInAs(name)}`}>
        <CircleUserRound size={16} strokeWidth={1.75} aria-hidden />
        <span className="account-name">{name}</span>
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuSection>
            <Header className="account-about">
              <strong>{name}</strong>
              <span>{t.roles[session.role]}</span>
              <span>
                {t.scope}: {session.grid === null ? t.wholeCity : <GridName code={session.grid} />}
              </span>
            </Header>
            {pagesOf(session).map(page => (
              <MenuItem key={page} className="menu-item" onAction={() => setView({ dialog: page })}>
                <PageIcon page={page} />
                {t[names[page]]}
              </MenuItem>
            ))}
            {session.role === 'auditor' && (
              <MenuItem className="menu-item" onAction={() => setView({ panel: 'audit' })}>
                <ScrollText size={16} strokeWidth={1.75} aria-hidden />
                {t.audit}
              </MenuItem>
            )}
            {officers.has(session.role) && session.means !== 'screen' && (
              <MenuItem className="menu-item" onAction={() => setView({ panel: 'imports' })}>
                <FileUp size={16} strokeWidth={1.75} aria-hidden />
                {imports}
              </MenuItem>
            )}
            <MenuItem className="menu-item" onAction={() => setView({ dialog: 'calendar' })}>
              <CalendarClock size={16} strokeWidth={1.75} aria-hidden />
              {calendar}
            </MenuItem>
            <MenuItem className="menu-item" onAction={() => leave.mutate()}>
              <LogOut size={16} strokeWidth={1.75} aria-hidden />
              {t.signOut}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** Who may bring in grids. */
const officers: ReadonlySet<string> = new Set(['administrator', 'commander', 'lead'])

type Page = 'account' | 'accounts' | 'screens' | 'settings'

const names = {
  account: 'myAccount',
  accounts: 'accounts',
  screens: 'screens',
  settings: 'settings',
} as const
const icons: Readonly<Record<Page, LucideIcon>> = {
  account: UserCog,
  accounts: Users,
  screens: Tv,
  settings: Settings2,
}

/** What the server would answer; it judges again. */
function pagesOf({ role, means }: Session): Page[] {
  if (means === 'screen') return []
  const pages: Page[] = ['account']
  if (role === 'administrator' || role === 'auditor') pages.push('accounts')
  if (role === 'administrator' || role === 'commander') pages.push('screens')
  if (role === 'administrator') pages.push('settings')
  return pages
}

function PageIcon({ page }: { page: Page }) {
  const Icon = icons[page]
  return <Icon size={16} strokeWidth={1.75} aria-hidden />
}

function GridName({ code }: { code: string }) {
  const words = useCityWords()
  const { data: grid } = useQuery(gridQuery(code))
  return grid === undefined ? code : words.say(grid.name)
}
