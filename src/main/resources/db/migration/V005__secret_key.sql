-- One row, written with the first sealed secret: it opens with the key that the secrets were sealed with, and no other.
CREATE TABLE secret_key (
  id    INT          NOT NULL PRIMARY KEY,
  proof VARCHAR(255) NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
