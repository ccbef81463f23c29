-- The end of the audit log, and who may say so: the seal is an HMAC with a key that the database does not have (access/keyring.ts). Cutting
-- entries off or recomputing all of them leaves an end that nobody can seal. Null on a log from before: the next entry seals it.
create table audit_head (
  id boolean primary key default true check (id),
  seq bigint not null,
  hash bytea,
  seal bytea,
  key_id text
);
insert into audit_head (seq, hash)
select coalesce(max(seq), 0), (select hash from audit_event order by seq desc limit 1) from audit_event;
