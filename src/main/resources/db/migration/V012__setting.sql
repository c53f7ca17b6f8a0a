-- What an administrator has changed at run time; what is not in here holds as it was configured.
CREATE TABLE IF NOT EXISTS setting (
  name          VARCHAR(100) NOT NULL PRIMARY KEY,
  setting_value VARCHAR(500) NOT NULL,
  changed_at    BIGINT       NOT NULL,
  changed_by    VARCHAR(64)  NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- How often a connection is asked now (a quiet one less often than others; 0: not known yet), and how many calls a minute
-- its host was asked lately.
ALTER TABLE connection_state ADD COLUMN IF NOT EXISTS quick_ms BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE connection_state ADD COLUMN IF NOT EXISTS calls_a_minute DOUBLE DEFAULT 0 NOT NULL;
