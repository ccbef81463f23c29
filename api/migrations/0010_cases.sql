-- How a case stands. Everything here mirrors incident_event, so that lists need no replay; `life-cycle.ts` and `moves/clock.ts` say how.
create table department (
  id int primary key generated always as identity,
  code text not null unique,
  name jsonb not null,
  net text references net (key)
);

-- Whom a department's account speaks for.
alter table account add column department_id int references department (id);

alter table incident
  add column assignee_kind text check (assignee_kind in ('post', 'center', 'department')),
  -- id of a post, center or department
  add column assignee_id int,
  -- { kind, by, rev, amount? } while somebody waits for the desk's word
  add column request jsonb,
  add column suspended_from text,
  add column extensions smallint not null default 0,
  add column reworks smallint not null default 0,
  add column reopened smallint not null default 0,
  -- levels above its own grid that the case was whistled up to; one more than there are grids above: the city
  add column escalated_by smallint not null default 0,
  -- rungs of the ladder of overdue cases climbed since dispatch
  add column rungs smallint not null default 0,
  -- { startedAt, limit, pauses, stoppedAt }, epoch milliseconds; null before dispatch
  add column clock jsonb,
  -- what follows from the clock by the working calendar: null while it stands still
  add column due_at timestamptz,
  add column amber_at timestamptz,
  add column next_rung_at timestamptz,
  -- handling is done: nothing runs any more
  add column clock_stopped_at timestamptz,
  add check ((assignee_kind is null) = (assignee_id is null));
create index incident_open_assignee on incident (assignee_kind, assignee_id) where is_open;
create index incident_open_due on incident (due_at) where is_open;
create index incident_next_rung on incident (next_rung_at) where next_rung_at is not null;

-- One row: when the city works, and at which shares of a limit an overdue case climbs.
create table working_calendar (
  id boolean primary key default true check (id),
  rev int not null default 1,
  -- statutory holidays and make-up days: 'mainland-china', or 'none' for Monday to Friday
  holidays text not null,
  seasons jsonb not null,
  overrides jsonb not null,
  ladder jsonb not null,
  changed_at timestamptz,
  changed_by text
);
-- Seven hours in two segments, a longer noon in summer: a start that the administrator replaces.
insert into working_calendar (holidays, seasons, overrides, ladder) values ('mainland-china', '[
  {"from": "01-01", "segments": [{"from": "08:30", "until": "12:00"}, {"from": "14:00", "until": "17:30"}]},
  {"from": "07-01", "segments": [{"from": "08:00", "until": "12:00"}, {"from": "15:00", "until": "18:00"}]},
  {"from": "10-01", "segments": [{"from": "08:30", "until": "12:00"}, {"from": "14:00", "until": "17:30"}]}
]', '[]', '[1, 1.5]');
