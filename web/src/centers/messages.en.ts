import type { zh } from './messages.zh.ts'

export const en = {
  center: 'Service center',
  serves: 'Serves',
  nets: 'Nets',
  services: 'Services',
  noServices: 'No services listed',
  hours: 'Hours',
  hoursUnknown: 'not listed',
  place: 'Place',
  fly: 'Show on map',
  openNear: 'Open incidents in its grid',
  gone: 'There is no such center',
  goneHint: 'It may have closed or merged. Search for it by name.',
} satisfies typeof zh
