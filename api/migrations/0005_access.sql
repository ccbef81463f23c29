create table account (
  id int primary key generated always as identity,
  -- lower case, NFKC: what a person types to sign in
  name text not null unique check (name = lower(name)),
  display_name jsonb not null,
  role text not null check (role in
    ('administrator', 'auditor', 'commander', 'lead', 'worker', 'department', 'analyst', 'wall')),
  -- top of the subtree this account sees; null: the whole city
  grid_id int references grid (id),
  -- whose posts are this account's own
  person_id int references person (id),
  password_hash text not null,
  -- a published password: exists on the demo city only
  demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null,
  -- a lead or worker acts by the posts of a person
  check (role not in ('lead', 'worker') or person_id is not null)
);

-- The cookie carries the token, the table only its sha256.
create table session (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  account_id int not null references account (id),
  created_at timestamptz not null,
  -- moves on with use
  idle_until timestamptz not null,
  -- does not
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

-- Leaky buckets of failed sign-ins. A key is a hash: what was typed as an account may have been a password.
create table throttle (
  key bytea primary key,
  level double precision not null,
  at timestamptz not null
);
