CREATE TABLE IF NOT EXISTS budget_count (
  counter TEXT NOT NULL, win TEXT NOT NULL, ends_ms BIGINT NOT NULL,
  spent TEXT NOT NULL, reserved TEXT NOT NULL, PRIMARY KEY (counter, win));
CREATE TABLE IF NOT EXISTS budget_reservation (
  id TEXT NOT NULL, part INTEGER NOT NULL, owner TEXT NOT NULL,
  counter TEXT NOT NULL, win TEXT NOT NULL, amount TEXT NOT NULL, PRIMARY KEY (id, part));
CREATE INDEX IF NOT EXISTS budget_reservation_by_owner ON budget_reservation (owner);
CREATE TABLE IF NOT EXISTS budget_owner (owner TEXT PRIMARY KEY, expires_ms BIGINT NOT NULL);
INSERT INTO budget_count VALUES ('客服','total',9223372036854775807,'7.25','2');
INSERT INTO budget_owner VALUES ('gone',1000);
INSERT INTO budget_reservation VALUES ('gone-1',0,'gone','客服','total','2');
CREATE TABLE IF NOT EXISTS response_cache (
  cache_key TEXT PRIMARY KEY, tenant TEXT, answer TEXT NOT NULL,
  expires_s BIGINT NOT NULL, expires_n INTEGER NOT NULL, question_group TEXT, vector TEXT);
CREATE INDEX IF NOT EXISTS response_cache_by_tenant ON response_cache (tenant);
CREATE INDEX IF NOT EXISTS response_cache_by_end ON response_cache (expires_s, expires_n);
CREATE INDEX IF NOT EXISTS response_cache_by_group ON response_cache (question_group) WHERE question_group IS NOT NULL;
INSERT INTO response_cache VALUES ('k','租户','{"text":"年假五天"}',4102444800,0,NULL,NULL);
