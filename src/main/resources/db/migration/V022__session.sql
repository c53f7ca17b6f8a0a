-- Logins that are not over. kind: page (a browser's session) or token (refresh_hash is of the last refresh token that was given out).
CREATE SEQUENCE IF NOT EXISTS session_seq START WITH 1 INCREMENT BY 1;

CREATE TABLE IF NOT EXISTS login_session (
  id           BIGINT       NOT NULL PRIMARY KEY,
  account_id   BIGINT       NOT NULL,
  kind         VARCHAR(8)   NOT NULL,
  proof        VARCHAR(64)  NOT NULL,
  begun_at     BIGINT       NOT NULL,
  last_seen    BIGINT       NOT NULL,
  idle         BIGINT       NOT NULL,
  ends_at      BIGINT       NOT NULL,
  source       VARCHAR(45)  NOT NULL,
  agent        VARCHAR(200) NOT NULL,
  family_hash  VARCHAR(64),
  refresh_hash VARCHAR(64),
  CONSTRAINT login_session_family UNIQUE (family_hash)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX IF NOT EXISTS login_session_by_account ON login_session (account_id);
