import './dialog.css'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from './button.tsx'

interface Props {
  title: string
  isOpen: boolean
  onClose: () => void
  /** `narrow` for a form, `wide` for reading. */
  width?: 'narrow' | 'wide'
  children: ReactNode
}

/** A modal dialog: focus stays inside and returns to where it came from; Esc and a press outside close it. */
export function Dialog({ title, isOpen, onClose, width = 'narrow', children }: Props) {
  const t = useMessages('ui')
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={open => !open && onClose()} isDismissable>
      <Modal className={`dialog dialog-${width}`}>
        <AriaDialog className="dialog-inside">
          <header className="dialog-top">
            <Heading slot="title" level={2} className="dialog-title">
              {title}
            </Heading>
            <IconButton icon={X} label={t.close} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
