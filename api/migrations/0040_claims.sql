-- Grids that somebody is drawing at: others are warned, nobody is stopped. A claim ends by itself, or with its draft.
create table draft_claim (
  draft_id int primary key references draft (id),
  grids text[] not null,
  until timestamptz not null
);
