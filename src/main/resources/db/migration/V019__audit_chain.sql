-- The audit trail as a chain (docs/adr/0009). Rows without a row_hash are of before it; the chain's first row holds their digest.
ALTER TABLE audit ADD COLUMN IF NOT EXISTS actor_id BIGINT;
ALTER TABLE audit ADD COLUMN IF NOT EXISTS asked BIGINT;
ALTER TABLE audit ADD COLUMN IF NOT EXISTS row_hash VARCHAR(64);
ALTER TABLE audit ADD COLUMN IF NOT EXISTS seal VARCHAR(64);
ALTER TABLE audit MODIFY COLUMN detail VARCHAR(4000) NOT NULL;
CREATE INDEX IF NOT EXISTS audit_by_actor ON audit (actor, id);
CREATE INDEX IF NOT EXISTS audit_by_target ON audit (target, id);
CREATE INDEX IF NOT EXISTS audit_by_action ON audit (action, id);

-- The chain's last row, locked by whoever adds one. sealed_key is what rows are sealed with, itself sealed; NULL until the chain begins.
CREATE TABLE IF NOT EXISTS audit_head (
  id         BIGINT      NOT NULL PRIMARY KEY,
  last_id    BIGINT      NOT NULL,
  row_hash   VARCHAR(64) NOT NULL,
  sealed_key VARCHAR(255)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT IGNORE INTO audit_head (id, last_id, row_hash, sealed_key) VALUES (1, 0, '', NULL);

-- Where the trail was cut: rows up to cut_id have been removed, or are about to be; row_hash is that row's.
CREATE TABLE IF NOT EXISTS audit_checkpoint (
  cut_id   BIGINT      NOT NULL PRIMARY KEY,
  row_hash VARCHAR(64) NOT NULL,
  cut_at   BIGINT      NOT NULL,
  seal     VARCHAR(64) NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- The row of the audit trail by which the task was asked for; its end is recorded beside it.
ALTER TABLE task ADD COLUMN IF NOT EXISTS asked BIGINT;

DROP SEQUENCE IF EXISTS audit_seq;
