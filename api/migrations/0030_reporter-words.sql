-- What a reporter writes by the secret link is sealed in the case's log with a key of its own for each report. The log is a chain and stays;
-- deleting the key makes the words unreadable for good. The key itself is sealed with the key `key_id` of the keyring.
create table reporter_key (
  incident_id bigint primary key references incident (id),
  key bytea not null,
  key_id text not null,
  made_at timestamptz not null
);

-- Whom a case was given to, beside those whose grid it lies in: the second half of what `own` and `sub` reach.
create function is_actors_task(asked bigint) returns boolean language sql stable as $$
  select exists (
    select from incident i left join post on i.assignee_kind = 'post' and post.id = i.assignee_id
    where i.id = asked
      and (current_setting('jingwei.nets', true) = ''
        or i.net = any (string_to_array(current_setting('jingwei.nets', true), ',')))
      and (post.person_id = nullif(current_setting('jingwei.person', true), '')::int
        or (i.assignee_kind = 'department'
          and i.assignee_id = nullif(current_setting('jingwei.department', true), '')::int)
        or (i.assignee_kind = 'center' and current_setting('jingwei.reach', true) = 'sub' and (
          current_setting('jingwei.grid', true) = ''
          or exists (
            with recursive chain as (
              select record.grid_id, record.parent_id, record.code
              from center join grid_record record on record.grid_id = center.grid_id and record.to_version is null
              where center.id = i.assignee_id
              union all
              select above.grid_id, above.parent_id, above.code
              from chain join grid_record above on above.grid_id = chain.parent_id and above.to_version is null)
            select from chain where code = current_setting('jingwei.grid', true))))))
$$;

alter table reporter_key enable row level security;
alter table reporter_key force row level security;
create policy written on reporter_key for insert with check (true);
create policy shown on reporter_key for all using (
  current_setting('jingwei.verb', true) in ('program', 'case.move', 'person.export', 'person.erase')
  and case current_setting('jingwei.reach', true)
    when 'all' then true
    when 'sub' then is_actors_case(incident_id) or is_actors_task(incident_id)
    when 'own' then is_actors_case(incident_id) or is_actors_task(incident_id)
    else false
  end);
