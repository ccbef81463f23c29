-- The city's own words: everything here is data, nothing in code knows a city.
create extension if not exists postgis with schema public;

create table city (
  id boolean primary key default true check (id),
  code text not null,
  name jsonb not null,
  time_zone text not null,
  metric_srid int not null,
  near_meters double precision not null,
  synthetic jsonb,
  sources jsonb not null,
  districts jsonb,
  demo boolean not null,
  loaded_at timestamptz not null default now(),
  -- How far the city folder's incidents are loaded: a start that was cut off goes on from here. They end at `history_end`.
  history_end timestamptz not null,
  history_lines int not null default 0,
  history_complete boolean not null default false
);

-- position 1 is the largest level
create table level (
  position smallint primary key,
  key text not null unique,
  name jsonb not null,
  scope jsonb not null,
  lead_title jsonb not null,
  kinds jsonb not null default '[]'
);

create table net (
  position smallint primary key,
  key text not null unique,
  name jsonb not null
);

-- A duty without a name waits for the administrator.
create table duty (
  code text primary key,
  name jsonb,
  net text references net (key)
);

create table incident_class (
  code text primary key,
  kind text not null check (kind in ('event', 'component')),
  major_code text not null,
  major_name jsonb not null,
  name jsonb not null,
  net text not null references net (key),
  duty text references duty (code)
);

create table class_limit (
  class_code text not null references incident_class (code),
  stage text not null,
  amount double precision not null check (amount > 0),
  unit text not null check (unit in ('working-hours', 'working-days', 'urgent-hours')),
  primary key (class_code, stage)
);
