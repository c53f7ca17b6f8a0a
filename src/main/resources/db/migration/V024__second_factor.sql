-- Second factors; the id is the account's. last_step: of the last code that was used; a code counts once. confirmed: whether a login asks for it yet.
CREATE TABLE IF NOT EXISTS second_factor (
  id         BIGINT       NOT NULL PRIMARY KEY,
  sealed     VARCHAR(255) NOT NULL,
  confirmed  BOOLEAN      NOT NULL,
  last_step  BIGINT       NOT NULL,
  created_at BIGINT       NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- For who has lost the device: each is good once.
CREATE TABLE IF NOT EXISTS recovery_code (
  account_id BIGINT      NOT NULL,
  code_hash  VARCHAR(64) NOT NULL,
  PRIMARY KEY (account_id, code_hash)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
