-- What a reviewer had to say, and the key with which a draft was published: sent again it publishes nothing more.
alter table draft add column remark text;
alter table draft add column idempotency_key text unique;
