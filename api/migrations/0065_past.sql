-- What a moment of the past is answered from, beside the logs of the cases and the versions of the grids.

-- The centers as they stood before each change of any of them.
create table center_past (
  -- of city.centers_revision while they stood so
  revision int primary key,
  until timestamptz not null,
  centers jsonb not null
);
create index center_past_until on center_past (until);
create function keep_center_past() returns trigger language plpgsql as $$
begin
  -- the first ones of a city have nothing before them
  insert into center_past (revision, until, centers)
  select city.centers_revision, now(), stood.centers
  from city cross join (
    select jsonb_agg(jsonb_build_object('id', id, 'code', code, 'name', name, 'lon', ST_X(geom), 'lat', ST_Y(geom), 'grid_id', grid_id,
      'nets', nets, 'services', services, 'hours', hours, 'synthetic', synthetic)) as centers
    from center) stood
  where stood.centers is not null;
  return null;
end $$;
create trigger center_keep_past before insert or update or delete on center
  for each statement execute function keep_center_past();

-- Posts end by days; one that ended with its grid was there until that version.
alter table post add column ended_version int references version (id);
