-- What became of whom: square metres that went from one grid to another of its level when a version was published, for every grid that
-- it changed; what a grid kept is a row from itself to itself. Nothing is known of versions before this table.
create table lineage (
  version int not null references version (id),
  old_id int not null references grid (id),
  new_id int not null references grid (id),
  square_meters double precision not null,
  primary key (version, old_id, new_id)
);
create index lineage_old on lineage (old_id);
create index lineage_new on lineage (new_id);
