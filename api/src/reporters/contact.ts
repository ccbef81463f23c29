import type { Keyring, Sealed } from '../access/keyring.ts'
import { ReporterContact } from './contract.ts'

export function openContact(keyring: Keyring, incident: number, sealed: Sealed): ReporterContact {
  return ReporterContact.parse(JSON.parse(keyring.open(sealed, sealedAbout(incident))))
}

/** What a seal is bound to: the row it was made for. */
export function sealedAbout(incident: number): string {
  return `incident_reporter/${incident}`
}
