-- The second wall (PostgreSQL row-level security): rows with personal data, and what was done with them, are there only for a transaction that
-- says on whose behalf it looks (access/row-security.ts). The first wall is the table of rights; what slips past it meets this one.
-- Nothing set: nothing there. `force`: the owner of the tables is no exception. Superusers are: the server therefore works as jingwei_app.

create function is_actors_case(asked bigint) returns boolean language sql stable as $$
  select exists (
    select from incident i left join post on post.id = i.owner_post_id
    where i.id = asked
      and (current_setting('jingwei.nets', true) = ''
        or i.net = any (string_to_array(current_setting('jingwei.nets', true), ',')))
      and (post.person_id = nullif(current_setting('jingwei.person', true), '')::int
        or (current_setting('jingwei.reach', true) = 'sub' and (
          current_setting('jingwei.grid', true) = ''
          or exists (
            with recursive chain as (
              select grid_id, parent_id, code from grid_record where grid_id = i.grid_id and to_version is null
              union all
              select above.grid_id, above.parent_id, above.code
              from chain join grid_record above on above.grid_id = chain.parent_id and above.to_version is null)
            select from chain where code = current_setting('jingwei.grid', true))))))
$$;

alter table incident_reporter enable row level security;
alter table incident_reporter force row level security;
create policy written on incident_reporter for insert with check (true);
create policy shown on incident_reporter for all using (
  current_setting('jingwei.verb', true) in ('program', 'reporter.read', 'person.export', 'person.erase')
  and case current_setting('jingwei.reach', true)
    when 'all' then true
    when 'sub' then is_actors_case(incident_id)
    when 'own' then is_actors_case(incident_id)
    else false
  end);

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy written on audit_event for insert with check (true);
create policy shown on audit_event for select using (
  current_setting('jingwei.verb', true) in ('program', 'audit.read')
  and current_setting('jingwei.reach', true) = 'all');

-- Where the login is a superuser it makes the role that the server then works as; elsewhere the owner itself is held by `force`.
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    return;
  end if;
  begin
    create role jingwei_app nologin;
  exception when duplicate_object or unique_violation then
    null;
  end;
  execute format('grant usage on schema %I to jingwei_app', current_schema());
  execute format('grant select, insert, update, delete on all tables in schema %I to jingwei_app', current_schema());
  execute format('grant usage on all sequences in schema %I to jingwei_app', current_schema());
  execute format(
    'alter default privileges in schema %I grant select, insert, update, delete on tables to jingwei_app', current_schema());
  execute format('alter default privileges in schema %I grant usage on sequences to jingwei_app', current_schema());
  -- append-only by right as well as by trigger
  revoke update, delete on audit_event, incident_event from jingwei_app;
  revoke insert, update, delete on migration from jingwei_app;
end $$;
