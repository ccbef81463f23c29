import type { zh } from './messages.zh.ts'

export const en = {
  account: 'Account',
  accountMenu: 'Account menu',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedInAs: name => `Signed in: ${name}`,
  visitor: 'Visitor',
  visitorHint: 'You can look and report without signing in.',
  password: 'Password',
  signingIn: 'Signing in',
  demoAccounts: 'Demo accounts',
  demoHint: 'On the demo city only. Choose one to fill it in.',
  scope: 'Reach',
  wholeCity: 'whole city',
  roles: {
    administrator: 'Administrator',
    auditor: 'Auditor',
    commander: 'Command center',
    lead: 'Grid lead',
    worker: 'Grid worker',
    department: 'Department',
    analyst: 'Analyst',
    wall: 'Wall display',
    visitor: 'Visitor',
  },
} satisfies typeof zh
