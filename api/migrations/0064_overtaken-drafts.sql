-- The draft that took the place of one that others had overtaken, and the leaf grids that its author wants to draw anew by hand.
alter table draft add column replaced_by int references draft (id);
alter table draft add column redo text[] not null default '{}';
