const square = "ST_GeomFromText('POLYGON((110 30,110.01 30,110.01 30.01,110 30.01,110 30))', 4326)"
const at = "'2026-03-01T00:00:00.123456Z'"

/** Rows of a city, from the migration on that made their tables. */
export const oldRows: Readonly<Record<number, readonly string[]>> = {
  1: [
    `insert into city (code, name, time_zone, metric_srid, near_meters, sources, demo, history_end)
      values ('T', '{"zh": "镇"}', 'Asia/Shanghai', 4548, 200, '[]', false, ${at})`,
    `insert into level values (1, 'a', '{"zh": "大"}', '{"zh": "大"}', '{"zh": "长"}'), (2, 'b', '{"zh": "小"}', '{"zh": "小"}', '{"zh": "长"}')`,
    `insert into net values (1, 'governance', '{"zh": "治理"}')`,
    `insert into duty values ('d1', '{"zh": "联"}', 'governance'), ('d2', null, null)`,
    `insert into incident_class values ('0101', 'event', '01', '{"zh": "类"}', '{"zh": "垃圾"}', 'governance', 'd1')`,
    `insert into class_limit values ('0101', 'handling', 1.5, 'working-days')`,
  ],
  2: [
    `insert into version (effective_at, content_hash, topology) values (${at}, 'x', '\\x00ff')`,
    'insert into grid (created_version) values (1), (1)',
    `insert into grid_record (grid_id, from_version, code, level, parent_id, name) values
      (1, 1, 'T0', 1, null, '{"zh": "大"}'), (2, 1, 'T00', 2, 1, '{"zh": "小"}')`,
    `insert into face (grid_id, from_version, geom) values (2, 1, ${square})`,
    `insert into grid_shape select g, 1, null, ST_Multi(${square}), 1e6 / 3, ST_Centroid(${square}) from unnest(array[1, 2]) as g`,
  ],
  3: [
    `insert into person (name) values ('甲'), ('乙')`,
    `insert into post (grid_id, person_id, role, title, from_day) values
      (1, 1, 'lead', '{"zh": "长"}', '2026-01-01'), (2, null, 'worker', '{"zh": "员"}', '2026-01-01')`,
    `insert into center (code, name, geom, grid_id, nets, services) values
      ('C1', '{"zh": "中心"}', ST_Centroid(${square}), 1, '{governance}', '{"a,b","c\\"d"}')`,
  ],
  4: [
    `insert into incident (class_code, net, title, body, geom, cell, version_id, grid_id, reason, owner_post_id, center_id, reported_at, updated_at)
      select '0101', 'governance', 'title ' || n, E'两行\\n"引号"', ST_Centroid(${square}), n, 1, 2, 'inside', 1, 1, ${at}, ${at}
      from generate_series(1, 200) as n`,
    `insert into incident_event (incident_id, rev, verb, status, at, data, hash)
      select id, 1, 'report', 'reported', ${at}, '{"n": 1.50}', '\\x00' from incident`,
    `insert into incident_reporter values (1, '\\x00ff', 'a1b2c3d4', ${at})`,
  ],
  5: [
    `insert into account (name, display_name, role, grid_id, person_id, password_hash, created_at) values
      ('chief', '{"zh": "长"}', 'lead', 1, 1, 'hash', ${at}), ('root', '{"zh": "管"}', 'administrator', null, null, 'hash', ${at})`,
    `insert into session (token_hash, account_id, created_at, idle_until, expires_at)
      values (decode(repeat('ab', 32), 'hex'), 1, ${at}, ${at}, ${at})`,
    `insert into throttle values ('\\x01', 1.25, ${at})`,
  ],
  6: [`insert into search_entry (kind, key, title, haystack) values ('grid', 'T0', '{"zh": "大"}', 'da')`],
  7: [
    `insert into audit_event (seq, at, role, verb, subject, data, hash) values
      (1, ${at}, 'visitor', 'session.refuse', null, '{}', '\\x01'), (2, ${at}, 'lead', 'reporter.read', 'incident/1', '{"why": "x"}', '\\x02')`,
  ],
  10: [`insert into department (code, name, net) values ('d', '{"zh": "部门"}', 'governance')`],
  14: [
    `insert into photo (incident_id, kind, hash, thumb_hash, width, height, added_at, request_hash)
      select 1, 'before', decode(repeat('cd', 32), 'hex'), decode(repeat('ef', 32), 'hex'), 640, 480, ${at}, '\\x03'`,
  ],
}
