-- A draft is a log of operations on a published version: nothing in it touches the city until it is published.
create table draft (
  id int primary key generated always as identity,
  title text not null,
  base_version int not null references version (id),
  state text not null default 'open' check (state in ('open', 'submitted', 'approved', 'published', 'discarded')),
  -- entries in the log
  rev int not null default 0,
  author text not null,
  reviewer text,
  published_version int unique references version (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((state = 'published') = (published_version is not null)),
  check (reviewer is null or reviewer <> author)
);
create index draft_state on draft (state, updated_at desc);

-- Undo and redo are entries too: what an officer did can be read, and nothing drawn is ever lost.
create table draft_operation (
  draft_id int not null references draft (id),
  seq int not null,
  operation jsonb not null,
  actor text not null,
  at timestamptz not null,
  primary key (draft_id, seq)
);
create trigger draft_operation_append_only before update or delete on draft_operation
  for each statement execute function refuse_change();
