-- What somebody looks at in the analysis, under a name: the address is the view itself, notes are pinned to places.
create table analysis_view (
  id int primary key generated always as identity,
  account_id int not null references account (id),
  name text not null,
  -- the query of the page's address, without the question mark
  address text not null,
  -- [{ lon, lat, text }]
  notes jsonb not null default '[]',
  -- everybody who signs in may open it
  shared boolean not null default false,
  rev int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index analysis_view_account on analysis_view (account_id);
