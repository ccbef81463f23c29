-- Formulas over counters (indicators/contract.ts): cities reckon differently. value = sum of numerator / (sum of denominator - sum of minus).
create table indicator (
  position smallint primary key,
  key text not null unique,
  name jsonb not null,
  numerator text[] not null check (cardinality(numerator) > 0),
  denominator text[] not null check (cardinality(denominator) > 0),
  minus text[] not null default '{}'
);
insert into indicator (position, key, name, numerator, denominator) values
  (1, 'closing-rate', '{"zh": "结案率", "en": "Closed"}', '{closed}', '{due-to-close}'),
  (2, 'on-time-closing-rate', '{"zh": "按期结案率", "en": "Closed on time"}', '{closed-on-time}', '{due-to-close}'),
  (3, 'filing-rate', '{"zh": "立案率", "en": "Filed"}', '{filed}', '{reported}'),
  (4, 'accurate-dispatch-rate', '{"zh": "派遣准确率", "en": "Dispatched rightly"}', '{rightly-dispatched}', '{dispatched}'),
  (5, 'on-time-handling-rate', '{"zh": "按期处置率", "en": "Handled on time"}', '{handled-on-time}', '{due-to-handle}'),
  (6, 'rework-rate', '{"zh": "返工率", "en": "Reworked"}', '{reworked}', '{dispatched}'),
  (7, 'extension-rate', '{"zh": "延时率", "en": "Extended"}', '{extended}', '{dispatched}');

-- Steps that few cases have are counted without reading the whole log.
create index incident_event_side_move on incident_event (verb, incident_id)
  where verb in ('reassign', 'request', 'approve', 'refuse', 'supervise');
