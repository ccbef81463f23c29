-- 大屏: what it shows in turn, and what the duty officer does to it from elsewhere. One row each; `rev` tells open displays that it changed.
create table wall_programme (
  id boolean primary key default true check (id),
  rev int not null default 1,
  -- { scenes, safe, displays }: wall/contract.ts
  data jsonb not null,
  changed_at timestamptz,
  changed_by text
);
insert into wall_programme (data) values ('{
  "scenes": [
    {"kind": "city", "seconds": 40},
    {"kind": "grids", "seconds": 14},
    {"kind": "overdue", "seconds": 30},
    {"kind": "heat-day", "seconds": 40},
    {"kind": "centers", "seconds": 25},
    {"kind": "changes", "seconds": 25}
  ],
  "safe": [0, 0, 0, 0],
  "displays": 1
}');

create table wall_remote (
  id boolean primary key default true check (id),
  rev int not null default 1,
  -- { pinned, skips, pointer }: wall/contract.ts
  state jsonb not null,
  changed_at timestamptz,
  changed_by text
);
insert into wall_remote (state) values ('{"pinned": null, "skips": 0, "pointer": null}');

-- What was taken or closed in a span of time, and what happened on a past day.
create index incident_taken on incident (taken_at) where taken_at is not null;
create index incident_closed on incident (closed_at) where closed_at is not null;
create index incident_event_at on incident_event (at);
