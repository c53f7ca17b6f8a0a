CREATE SEQUENCE account_seq START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE audit_seq START WITH 1 INCREMENT BY 1;

CREATE TABLE account (
  id            BIGINT       NOT NULL PRIMARY KEY,
  name          VARCHAR(64)  NOT NULL,
  name_key      VARCHAR(64)  NOT NULL,
  password_hash VARCHAR(255) NOT NULL,
  role          VARCHAR(16)  NOT NULL,
  enabled       BOOLEAN      NOT NULL,
  created_at    BIGINT       NOT NULL,
  CONSTRAINT account_name UNIQUE (name_key)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- Append only.
CREATE TABLE audit (
  id        BIGINT        NOT NULL PRIMARY KEY,
  at        BIGINT        NOT NULL,
  actor     VARCHAR(64)   NOT NULL,
  action    VARCHAR(64)   NOT NULL,
  target    VARCHAR(255)  NOT NULL,
  source_ip VARCHAR(45)   NOT NULL,
  outcome   VARCHAR(16)   NOT NULL,
  detail    VARCHAR(1000) NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX audit_by_time ON audit (at);
