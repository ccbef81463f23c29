-- Every API process keeps in memory who answers for which grid; a change of any post or of a person's name tells it to ask again.
alter table city add column posts_revision int not null default 0;
create function count_post_change() returns trigger language plpgsql as $$
begin
  update city set posts_revision = posts_revision + 1;
  return null;
end $$;
create trigger post_change after insert or update or delete on post
  for each statement execute function count_post_change();
create trigger person_change after insert or update or delete on person
  for each statement execute function count_post_change();
