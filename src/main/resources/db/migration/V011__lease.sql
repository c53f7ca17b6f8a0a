-- Which node of Muster observes which connections (docs/adr/0006). A node lives while seen_until is ahead of the
-- database's clock (milliseconds since the epoch).
CREATE SEQUENCE IF NOT EXISTS node_seq START WITH 1 INCREMENT BY 1;
CREATE TABLE IF NOT EXISTS node (
  id         BIGINT       NOT NULL PRIMARY KEY,
  name       VARCHAR(255) NOT NULL,
  seen_until BIGINT       NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- A shard is the connections whose id has that remainder by 64. node_id is its owner's, who may be dead, or 0. The token
-- grows whenever the shard changes hands: who writes what a connection said proves that it is still his.
CREATE TABLE IF NOT EXISTS shard_lease (
  shard   INT    NOT NULL PRIMARY KEY,
  node_id BIGINT NOT NULL,
  token   BIGINT NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT IGNORE INTO shard_lease (shard, node_id, token) VALUES
  (0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 0, 0), (5, 0, 0), (6, 0, 0), (7, 0, 0),
  (8, 0, 0), (9, 0, 0), (10, 0, 0), (11, 0, 0), (12, 0, 0), (13, 0, 0), (14, 0, 0), (15, 0, 0),
  (16, 0, 0), (17, 0, 0), (18, 0, 0), (19, 0, 0), (20, 0, 0), (21, 0, 0), (22, 0, 0), (23, 0, 0),
  (24, 0, 0), (25, 0, 0), (26, 0, 0), (27, 0, 0), (28, 0, 0), (29, 0, 0), (30, 0, 0), (31, 0, 0),
  (32, 0, 0), (33, 0, 0), (34, 0, 0), (35, 0, 0), (36, 0, 0), (37, 0, 0), (38, 0, 0), (39, 0, 0),
  (40, 0, 0), (41, 0, 0), (42, 0, 0), (43, 0, 0), (44, 0, 0), (45, 0, 0), (46, 0, 0), (47, 0, 0),
  (48, 0, 0), (49, 0, 0), (50, 0, 0), (51, 0, 0), (52, 0, 0), (53, 0, 0), (54, 0, 0), (55, 0, 0),
  (56, 0, 0), (57, 0, 0), (58, 0, 0), (59, 0, 0), (60, 0, 0), (61, 0, 0), (62, 0, 0), (63, 0, 0);

-- Whose runs and tasks these are: what a node that died left is ended, or taken up, by another.
ALTER TABLE sync_run ADD COLUMN IF NOT EXISTS node_id BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE task ADD COLUMN IF NOT EXISTS node_id BIGINT DEFAULT 0 NOT NULL;

-- Runs that a node is asked for by another, until it takes them up. The record is in sync_run already.
CREATE TABLE IF NOT EXISTS sync_demand (
  run_id      BIGINT      NOT NULL PRIMARY KEY,
  node_id     BIGINT      NOT NULL,
  cluster_id  BIGINT      NOT NULL,
  kind        VARCHAR(8)  NOT NULL,
  cause       VARCHAR(16) NOT NULL,
  connections INT         NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX IF NOT EXISTS sync_demand_by_node ON sync_demand (node_id);
