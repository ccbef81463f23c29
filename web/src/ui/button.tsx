import './button.css'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components'

type Look = 'plain' | 'primary' | 'quiet' | 'danger'

interface Props extends Omit<ButtonProps, 'className' | 'children'> {
  look?: Look
  icon?: LucideIcon
  children?: ReactNode
}

/** Words on a button say what it does; `quiet` is for actions beside content, `primary` at most once in a panel. */
export function Button({ look = 'plain', icon: Icon, children, ...props }: Props) {
  return (
    <AriaButton {...whilePending(props)} className={`button button-${look}`}>
      {Icon !== undefined && <Icon size={16} strokeWidth={1.75} aria-hidden />}
      {children}
    </AriaButton>
  )
}

interface IconProps extends Omit<ButtonProps, 'className' | 'children' | 'aria-label'> {
  icon: LucideIcon
  /** Spoken, and shown on hover and focus. */
  label: string
  look?: Look
}

export function IconButton({ icon: Icon, label, look = 'quiet', ...props }: IconProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...whilePending(props)} aria-label={label} className={`button button-${look} button-icon`}>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}

/**
 * A press that is being answered is not taken twice. React Aria's own `isPending` announces the button by reference: once the button is
 * gone, an image without a name is left in its live region.
 */
function whilePending<P extends Pick<ButtonProps, 'isPending' | 'onPress' | 'type'>>({
  isPending = false,
  ...props
}: P): Omit<P, 'isPending'> {
  return isPending ? { ...props, type: 'button', onPress: () => undefined, 'aria-busy': true } : props
}
