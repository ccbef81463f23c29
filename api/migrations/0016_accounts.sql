-- An invited account has no password yet; one that signs in at the city's own identity server never has.
alter table account alter column password_hash drop not null;

-- What the owner sees of a session, and by what it was opened.
alter table session add column id int generated always as identity unique;
alter table session add column means text not null default 'password' check (means in ('password', 'identity'));
alter table session add column address text;

-- Keys for programs and screens: a token acts for its account within the verbs named, or is a wall display's own.
create table token (
  id int primary key generated always as identity,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  name text not null,
  -- null: a wall display's; whoever made it may leave, the screen stays
  account_id int references account (id),
  -- null: whatever only reads; always so for a wall display
  verbs text[],
  made_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- the day is enough to see that a token is in use
  used_on date,
  revoked_at timestamptz,
  check (account_id is not null or verbs is null)
);
create index token_account on token (account_id);

-- Time-based one-time codes (RFC 6238). The secret is sealed; a step that was accepted is not accepted again.
create table second_factor (
  account_id int primary key references account (id),
  secret bytea not null,
  key_id text not null,
  created_at timestamptz not null,
  -- null: shown, but its first code has not been typed
  confirmed_at timestamptz,
  last_step bigint not null default 0
);

create table recovery_code (
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  account_id int not null references account (id),
  used_at timestamptz
);
create index recovery_code_account on recovery_code (account_id);

-- A link that lets the owner choose a password, once. A new one replaces it.
create table invitation (
  account_id int primary key references account (id),
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- Who an account is at the city's identity server.
create table identity (
  issuer text not null,
  subject text not null,
  account_id int not null unique references account (id),
  -- made, and its role kept, by what the identity server says of the person
  managed boolean not null default false,
  primary key (issuer, subject)
);
