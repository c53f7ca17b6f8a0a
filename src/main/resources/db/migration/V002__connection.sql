CREATE SEQUENCE connection_seq START WITH 1 INCREMENT BY 1;

CREATE TABLE connection (
  id          BIGINT        NOT NULL PRIMARY KEY,
  cluster_id  BIGINT        NOT NULL,
  kind        VARCHAR(16)   NOT NULL,
  addresses   VARCHAR(4000) NOT NULL,
  enabled     BOOLEAN       NOT NULL,
  credentials VARCHAR(4000)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX connection_by_cluster ON connection (cluster_id);
