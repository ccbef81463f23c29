-- Whether everybody may read every case one by one, and the least number that those outside are told of anything.
alter table city
  add column open_cases boolean not null default true,
  add column least_shown smallint not null default 5 check (least_shown between 2 and 1000);
