create table person (
  id int primary key generated always as identity,
  name text not null,
  synthetic boolean not null default false
);

-- A person's dated duty at a grid: [from_day, until_day). Without a person the post is vacant and its duty climbs.
create table post (
  id int primary key generated always as identity,
  grid_id int not null references grid (id),
  person_id int references person (id),
  role text not null,
  title jsonb not null,
  net text references net (key),
  from_day date not null,
  until_day date,
  check (until_day is null or until_day > from_day)
);
create index post_grid on post (grid_id, role);
create index post_person on post (person_id);

create table center (
  id int primary key generated always as identity,
  code text not null unique,
  name jsonb not null,
  geom geometry (Point, 4326) not null,
  grid_id int not null references grid (id),
  nets text[] not null,
  services text[] not null,
  hours text,
  synthetic boolean not null default false
);
create index center_geom on center using gist (geom);
create index center_grid on center (grid_id);

-- Every API process keeps the centers in memory; a change of any of them tells it to read them again.
alter table city add column centers_revision int not null default 0;
create function count_center_change() returns trigger language plpgsql as $$
begin
  update city set centers_revision = centers_revision + 1;
  return null;
end $$;
create trigger center_change after insert or update or delete on center
  for each statement execute function count_center_change();
