-- First pages of the inbox from a table of any length: each index holds the few cases that a list is about, newest first.
create index incident_unusual_reason on incident (reason, reported_at desc, id desc) where reason <> 'inside';
create index incident_assignee on incident (assignee_kind, assignee_id, reported_at desc, id desc) where assignee_id is not null;
create index incident_side_move on incident (reported_at desc, id desc)
  where request is not null or reworks > 0 or extensions > 0;

-- All neighbouring pairs of characters: what a search by words looks up, since most Chinese words are two characters long. (Trigrams, as
-- in pg_trgm, cannot find those, and the embedded database has no such extension.)
create function character_pairs(said text) returns text[]
language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct a || b), '{}')
  from (
    select a, lead(a) over (order by place) as b
    from unnest(string_to_array(lower(said), null)) with ordinality as characters (a, place)) pairs
  where b is not null
$$;
create index incident_words on incident using gin (character_pairs(title || ' ' || body));
