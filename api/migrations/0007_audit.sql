-- Who did or read what, outside of incidents' own events. Append-only; each row's hash covers the row and the hash before it, and
-- seq has no gaps, so that a changed, missing or added row shows.
create table audit_event (
  seq bigint primary key,
  at timestamptz not null,
  actor text,
  role text not null,
  -- null: the program itself
  address text,
  verb text not null,
  -- what it was done to: `account/chief`, `incident/17`
  subject text,
  data jsonb not null default '{}',
  previous_hash bytea,
  hash bytea not null
);
create index audit_event_subject on audit_event (subject, seq);
create index audit_event_actor on audit_event (actor, seq);

create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function refuse_change();
