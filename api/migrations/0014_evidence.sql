-- Photos of cases. The pictures themselves are in the evidence store, by the sha256 of what is stored.
create table photo (
  id bigint primary key generated always as identity,
  incident_id bigint not null references incident (id),
  kind text not null check (kind in ('before', 'after')),
  hash bytea not null check (octet_length(hash) = 32),
  thumb_hash bytea not null check (octet_length(thumb_hash) = 32),
  -- pixels of the full picture
  width int not null,
  height int not null,
  added_at timestamptz not null,
  -- null: whoever holds the reporter's link
  added_by text,
  idempotency_key text,
  -- sha256 of kind and picture as they were sent
  request_hash bytea not null,
  -- then the pictures are deleted; why is in the case's log
  removed_at timestamptz,
  unique (incident_id, idempotency_key)
);
create index photo_incident on photo (incident_id, id) where removed_at is null;
-- Two photos may be the same picture: it goes when nobody needs it any more.
create index photo_hash on photo (hash) where removed_at is null;
create index photo_thumb_hash on photo (thumb_hash) where removed_at is null;

-- The reporter's secret link: its token is derived from the server's key, only the hash is kept. Deleting the row ends the link.
create table report_link (
  incident_id bigint primary key references incident (id),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  made_at timestamptz not null
);
