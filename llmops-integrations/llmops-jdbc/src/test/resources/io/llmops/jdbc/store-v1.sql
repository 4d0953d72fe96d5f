PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE llmops_schema (version INTEGER NOT NULL);
INSERT INTO llmops_schema VALUES(1);
CREATE TABLE call_record (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, started_s BIGINT NOT NULL, started_n INTEGER NOT NULL,
  kind TEXT NOT NULL, scenario TEXT NOT NULL, tenant TEXT, usr TEXT, run TEXT,
  outcome TEXT NOT NULL, error TEXT, prompt_version TEXT, model_asked TEXT, model_answered TEXT,
  latency_ns BIGINT NOT NULL, first_token_ns BIGINT, usage_quality TEXT NOT NULL,
  fresh_input BIGINT NOT NULL, cache_read BIGINT NOT NULL, cache_write BIGINT NOT NULL,
  output BIGINT NOT NULL, reasoning BIGINT NOT NULL,
  cost_amount TEXT, cost_currency TEXT, details TEXT NOT NULL);
INSERT INTO call_record VALUES(1,'full',1772352000,123456789,'STREAM','客服-问答','租户甲','u17','run-1','ERROR','timeout','answer@4','openai/gpt-4o-mini','gpt-4o-mini-2024-07-18',90000000001,999,'ESTIMATED',1200,3000000000,7,55,640,'4.6875E-9','USD','{"storedAttempts":[{"endpoint":"primary","latencyNanos":1234567,"quality":"UNKNOWN","tokens":{},"error":"rate-limit"},{"endpoint":"spare","latencyNanos":80000000,"quality":"ESTIMATED","tokens":{"FRESH_INPUT":1200,"CACHE_READ":3000000000,"CACHE_WRITE":7,"OUTPUT":55,"REASONING":640}}],"knowledge":{"knowledge":"手册","hit":true,"topScore":0.8125,"passages":[{"document":"休假.md","chunk":"休假.md#3","score":0.8125,"cited":true},{"document":"leave.md","chunk":"leave.md#1","score":0.1,"cited":false}]},"tools":["search","查库存","search"],"wordMatches":[{"word":"机密","category":"secrecy","stage":"PASSAGE","document":"休假.md","position":12},{"word":"damn","category":"","stage":"INPUT","position":0}],"groups":["staff","财务"],"tags":{"empty":"","渠道":"微信 😀"}}');
INSERT INTO call_record VALUES(2,'plain',1772352000,0,'CHAT','support',NULL,NULL,NULL,'OK',NULL,NULL,NULL,NULL,0,NULL,'MEASURED',0,0,0,0,0,NULL,NULL,'{}');
INSERT INTO call_record VALUES(3,'unknown',1772352060,0,'EMBEDDING','support',NULL,NULL,NULL,'OK',NULL,NULL,NULL,NULL,3000000,NULL,'UNKNOWN',0,0,0,0,0,NULL,NULL,'{}');
CREATE TABLE experiment_run (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, dataset TEXT NOT NULL,
  subjects TEXT NOT NULL, repeats INTEGER NOT NULL, started_s BIGINT NOT NULL, started_n INTEGER NOT NULL);
INSERT INTO experiment_run VALUES(1,'run-1','晚餐','dishes','["dinner@3","dinner@4"]',1,1772352000,0);
CREATE TABLE experiment_row (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL REFERENCES experiment_run (id), example TEXT NOT NULL, subject TEXT NOT NULL,
  repetition INTEGER NOT NULL, output TEXT NOT NULL, scores TEXT NOT NULL, error TEXT,
  UNIQUE (run, example, subject, repetition));
INSERT INTO experiment_row VALUES(1,'run-1','e1','dinner@3',0,'鱼','{"exact":1.0}',NULL);
CREATE TABLE rating (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL REFERENCES experiment_run (id), example TEXT NOT NULL, subject TEXT NOT NULL,
  repetition INTEGER NOT NULL, good INTEGER NOT NULL, remark TEXT NOT NULL,
  rated_s BIGINT NOT NULL, rated_n INTEGER NOT NULL,
  UNIQUE (run, example, subject, repetition));
INSERT INTO rating VALUES(1,'run-1','e1','dinner@3',0,1,'好',1772352005,0);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('call_record',3);
INSERT INTO sqlite_sequence VALUES('experiment_run',1);
INSERT INTO sqlite_sequence VALUES('experiment_row',1);
INSERT INTO sqlite_sequence VALUES('rating',1);
CREATE INDEX call_record_by_time ON call_record (started_s, started_n, seq);
CREATE INDEX call_record_by_scenario ON call_record (scenario, started_s, started_n, seq);
CREATE INDEX call_record_by_run ON call_record (run, started_s, started_n, seq) WHERE run IS NOT NULL;
COMMIT;
