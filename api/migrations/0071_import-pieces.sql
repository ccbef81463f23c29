-- What an import becomes, the topology document in gzip, in pieces of some hundred kilobytes: the embedded database does one statement at a
-- time, and one with all the megabytes of a large city would keep everybody waiting.
create table grid_import_piece (
  import_id int not null references grid_import (id),
  position int not null,
  bytes bytea not null,
  primary key (import_id, position)
);
insert into grid_import_piece (import_id, position, bytes)
select id, 0, topology from grid_import where topology is not null;
alter table grid_import drop column topology;
