-- What the command palette finds; rebuilt with each version. `initials` holds pinyin initials and full pinyin.
create table search_entry (
  kind text not null,
  key text not null,
  title jsonb not null,
  context jsonb,
  haystack text not null,
  initials text not null default '',
  level text,
  lon double precision,
  lat double precision,
  weight smallint not null default 0,
  primary key (kind, key)
);
