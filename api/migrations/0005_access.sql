create table account (
  id int primary key generated always as identity,
  name text not null unique,
  display_name jsonb not null,
  role text not null,
  -- top of the subtree this account sees; null: the whole city
  grid_id int references grid (id),
  person_id int references person (id),
  password_hash text not null,
  demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

-- The cookie carries the token, the table only its sha256.
create table session (
  token_hash bytea primary key,
  account_id int not null references account (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_account on session (account_id);
