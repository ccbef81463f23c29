-- 并案: a report of a matter that another case, its head, stands for already. Mirrors the log like everything beside it.
alter table incident
  add column head_id bigint references incident (id),
  add check (head_id <> id);
create index incident_head on incident (head_id) where head_id is not null;

-- What may be the same matter. The narrowest scope that fits a class applies: the class itself, its kind, everything.
create table duplicate_rule (
  -- code of a class, 'event', 'component', or '*'
  scope text primary key,
  radius_meters double precision not null check (radius_meters > 0 and radius_meters <= 5000),
  window_hours double precision not null check (window_hours > 0),
  -- least likeness of the words, 0 to 1, for two reports at the very same place; farther apart more is asked
  min_similarity double precision not null check (min_similarity between 0 and 1)
);
-- Things stay where they are until they are mended; what happens moves about, and is soon another matter.
insert into duplicate_rule (scope, radius_meters, window_hours, min_similarity) values
  ('*', 50, 72, 0.1),
  ('event', 50, 72, 0.1),
  ('component', 40, 720, 0.1);
