-- Accounts of people that a directory or an OpenID provider vouches for. One is known by the source's own key for good.
CREATE TABLE IF NOT EXISTS outsider (
  account_id BIGINT       NOT NULL PRIMARY KEY,
  source     VARCHAR(8)   NOT NULL,
  source_key VARCHAR(512) NOT NULL,
  CONSTRAINT outsider_key UNIQUE (source, source_key)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
