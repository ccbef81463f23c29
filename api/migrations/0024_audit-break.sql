-- What the seal says beside the end of the log. broken_at: the first entry written after an end whose seal did not hold; once set, for ever.
-- sealed_from: the first entry under a seal, of a log that is older than seals. Both are part of the sealed text (audit/head.ts).
alter table audit_head add column broken_at bigint, add column sealed_from bigint;
