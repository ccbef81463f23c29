-- A file of grids on its way into a draft. The file itself lies on the disk of the server that took it until the import is over.
create table grid_import (
  id int primary key generated always as identity,
  file_name text not null,
  bytes bigint not null,
  state text not null check (state in ('reading', 'unmapped', 'checking', 'checked', 'drafted', 'failed', 'cancelled')),
  step text,
  author text not null,
  base_version int not null references version (id),
  -- what the file has: layers, fields, examples
  layers jsonb,
  mapping jsonb,
  -- by fault what a person chose; and codes of faults for which the usual repair was chosen
  choices jsonb not null default '{}',
  usual jsonb not null default '[]',
  report jsonb,
  -- what it becomes: the topology document, gzip
  topology bytea,
  failure jsonb,
  draft_id int references draft (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((state = 'drafted') = (draft_id is not null))
);
create index grid_import_author on grid_import (author, created_at desc);
