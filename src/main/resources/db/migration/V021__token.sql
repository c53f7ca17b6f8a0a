-- Tokens that programs come with. Only a hash is kept: the token itself was shown once.
CREATE SEQUENCE IF NOT EXISTS token_seq START WITH 1 INCREMENT BY 1;

CREATE TABLE IF NOT EXISTS api_token (
  id          BIGINT       NOT NULL PRIMARY KEY,
  account_id  BIGINT       NOT NULL,
  name        VARCHAR(64)  NOT NULL,
  token_hash  VARCHAR(64)  NOT NULL,
  permissions BIGINT,
  created_at  BIGINT       NOT NULL,
  expires_at  BIGINT,
  last_used   BIGINT,
  last_source VARCHAR(45)  NOT NULL,
  CONSTRAINT api_token_hash UNIQUE (token_hash)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX IF NOT EXISTS api_token_by_account ON api_token (account_id);
