-- The nets whose cases are an account's business; null: all. Narrows what its role reaches in its grid.
alter table account add column nets text[] check (cardinality(nets) > 0);
