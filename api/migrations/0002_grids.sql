-- A version is a published state of faces and tree. Rows live in [from_version, to_version).
create table version (
  id int primary key generated always as identity,
  effective_at timestamptz not null unique,
  published_at timestamptz not null default now(),
  base int references version (id),
  note text not null default '',
  -- sha256 of the uncompressed topology document
  content_hash text not null,
  -- the topology document as it goes over the wire (brotli), so that reading it costs nothing
  topology bytea not null
);

-- Identity only: codes, names, parents and shapes change, the grid stays itself.
create table grid (
  id int primary key generated always as identity,
  created_version int not null references version (id),
  retired_version int references version (id)
);

create table grid_record (
  grid_id int not null references grid (id),
  from_version int not null references version (id),
  to_version int references version (id),
  code text not null,
  level smallint not null references level (position),
  parent_id int references grid (id),
  name jsonb not null,
  kind text,
  net text references net (key),
  households int,
  synthetic boolean not null default false,
  primary key (grid_id, from_version),
  check (to_version is null or to_version > from_version)
);
create unique index grid_record_code_now on grid_record (code) where to_version is null;
create unique index grid_record_grid_now on grid_record (grid_id) where to_version is null;
create index grid_record_code on grid_record (code, from_version);
create index grid_record_parent on grid_record (parent_id);

-- Only faces are drawn; they belong to leaf grids.
create table face (
  id int generated always as identity,
  grid_id int not null references grid (id),
  from_version int not null references version (id),
  to_version int references version (id),
  geom geometry (Polygon, 4326) not null,
  primary key (id, from_version),
  check (to_version is null or to_version > from_version)
);
create index face_geom on face using gist (geom);
create index face_grid on face (grid_id);

-- Derived at publish, for every level.
create table grid_shape (
  grid_id int not null references grid (id),
  from_version int not null references version (id),
  to_version int references version (id),
  geom geometry (MultiPolygon, 4326) not null,
  area_square_meters double precision not null,
  label_point geometry (Point, 4326) not null,
  primary key (grid_id, from_version),
  check (to_version is null or to_version > from_version)
);
create index grid_shape_geom on grid_shape using gist (geom);
