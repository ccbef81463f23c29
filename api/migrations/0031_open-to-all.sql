-- What a city tells everybody: the words in which a matter was reported, and the names of those who answer for a grid. Both may name people,
-- so a real city tells neither unless its profile says so (`open`). The demo city is made up, and tells both.
alter table city
  add column open_words boolean not null default false,
  add column open_names boolean not null default false;
update city set open_words = demo, open_names = demo;
