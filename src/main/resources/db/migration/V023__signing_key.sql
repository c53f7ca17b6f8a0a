-- What access tokens are signed with: public and private part together, sealed. until_at: when the last token of a former one is over.
CREATE SEQUENCE IF NOT EXISTS signing_key_seq START WITH 1 INCREMENT BY 1;

CREATE TABLE IF NOT EXISTS signing_key (
  id         BIGINT        NOT NULL PRIMARY KEY,
  sealed     VARCHAR(1000) NOT NULL,
  created_at BIGINT        NOT NULL,
  until_at   BIGINT
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
