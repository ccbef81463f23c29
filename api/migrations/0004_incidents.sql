create table incident (
  id bigint primary key generated always as identity,
  class_code text not null references incident_class (code),
  net text not null references net (key),
  title text not null,
  body text not null default '',
  -- null when the report named a grid instead of a place
  geom geometry (Point, 4326),
  -- Morton code of the Web-Mercator tile at zoom 20: a coarser cell is a shift to the right
  cell bigint,
  status text not null default 'reported' check (status in
    ('reported', 'filed', 'dispatched', 'handling', 'feedback', 'closed', 'evaluated', 'suspended', 'void')),
  is_open boolean not null generated always as (status not in ('closed', 'evaluated', 'void')) stored,
  rev int not null default 1,

  -- as routed when reported
  version_id int not null references version (id),
  grid_at_report_id int references grid (id),
  reason text not null check (reason in ('inside', 'on-border', 'near', 'outside', 'named-grid')),
  owner_post_id int references post (id),
  center_id int references center (id),
  -- great-circle metres to that center, from the place or from the named grid's label point
  center_meters double precision,
  -- only when reason is near: metres outside the nearest grid
  outside_meters double precision,
  -- what looks wrong with the place although it was accepted, a code of routing/contract.ts
  warning text,

  -- as it stands: a published boundary change may move it
  grid_id int references grid (id),

  idempotency_key text unique,
  request_hash text,
  synthetic boolean not null default false,
  reported_at timestamptz not null,
  updated_at timestamptz not null,
  taken_at timestamptz,
  closed_at timestamptz
);
create index incident_reported on incident (reported_at desc, id desc);
create index incident_grid on incident (grid_id, reported_at desc, id desc);
create index incident_class_time on incident (class_code, reported_at desc);
create index incident_geom on incident using gist (geom);
-- The open set is small and asked for all the time.
create index incident_open_cell on incident (cell) where is_open;
create index incident_open on incident (reported_at desc, id desc) where is_open;
create index incident_open_grid on incident (grid_id) where is_open;

-- Append-only. seq orders the whole city; (incident_id, rev) orders one case; the hash chains a case's events.
create table incident_event (
  seq bigint primary key generated always as identity,
  incident_id bigint not null references incident (id),
  rev int not null,
  verb text not null,
  status text not null,
  at timestamptz not null,
  actor text,
  data jsonb not null default '{}',
  previous_hash bytea,
  hash bytea not null,
  unique (incident_id, rev)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger incident_event_append_only before update or delete on incident_event
  for each statement execute function refuse_change();

-- Personal data, apart from the incident so that reading an incident never reads it. Written and read by the module `reporters` alone.
create table incident_reporter (
  incident_id bigint primary key references incident (id),
  -- { name, phone } as JSON, sealed with the key `key_id` (access/keyring.ts)
  contact bytea not null,
  key_id text not null,
  given_at timestamptz not null
);
