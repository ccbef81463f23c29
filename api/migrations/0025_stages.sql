-- What a case mirrors of its stages beside handling (moves/stages.ts): the clock of the one it is in, and which of them ended late.
alter table incident
  -- { stage, startedAt, limit, pauses, stoppedAt }, epoch milliseconds; null without a limit, while it is handled, and once it is closed
  add column stage_clock jsonb,
  add column stage_due_at timestamptz,
  add column stage_amber_at timestamptz,
  add column late_stages text[] not null default '{}',
  -- whose work is to be checked: the account that said it is done
  add column handled_by text,
  -- reported by nobody who works here
  add column by_public boolean not null default false;

update incident i set handled_by = last.actor
from (
  select distinct on (incident_id) incident_id, verb, actor from incident_event
  where verb in ('finish', 'reopen') order by incident_id, rev desc) last
where last.incident_id = i.id and last.verb = 'finish' and last.actor is not null;

update incident i set by_public = true
from incident_event first
where first.incident_id = i.id and first.rev = 1 and first.actor is null and not i.synthetic;

create index incident_by_public on incident (reported_at desc, id desc) where by_public;

insert into indicator (position, key, name, numerator, denominator)
select (select max(position) from indicator) + more.place, more.key, more.name::jsonb, more.numerator::text[], more.denominator::text[]
from (values
  (1, 'on-time-filing-rate', '{"zh": "按时立案率", "en": "Filed on time"}', '{filed-on-time}', '{filed}'),
  (2, 'on-time-dispatch-rate', '{"zh": "按时派遣率", "en": "Dispatched on time"}', '{dispatched-on-time}', '{due-to-dispatch}'),
  (3, 'on-time-check-rate', '{"zh": "按时核查率", "en": "Checked on time"}', '{checked-on-time}', '{due-to-check}')
) as more (place, key, name, numerator, denominator);
