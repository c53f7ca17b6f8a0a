CREATE SEQUENCE run_seq START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE task_seq START WITH 1 INCREMENT BY 1;

-- One pass over a cluster.
CREATE TABLE sync_run (
  id          BIGINT      NOT NULL PRIMARY KEY,
  cluster_id  BIGINT      NOT NULL,
  kind        VARCHAR(8)  NOT NULL,
  cause       VARCHAR(16) NOT NULL,
  state       VARCHAR(12) NOT NULL,
  started_at  BIGINT      NOT NULL,
  duration_ms BIGINT      NOT NULL,
  seen        INT         NOT NULL,
  added       INT         NOT NULL,
  changed     INT         NOT NULL,
  gone        INT         NOT NULL,
  errors      INT         NOT NULL,
  calls       INT         NOT NULL,
  error       VARCHAR(500)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX sync_run_by_time ON sync_run (started_at);
CREATE INDEX sync_run_by_cluster ON sync_run (cluster_id, started_at);

CREATE TABLE task (
  id         BIGINT      NOT NULL PRIMARY KEY,
  vm_id      BIGINT      NOT NULL,
  action     VARCHAR(16) NOT NULL,
  account    VARCHAR(64) NOT NULL,
  state      VARCHAR(12) NOT NULL,
  progress   INT,
  error      VARCHAR(500),
  was_status VARCHAR(16) NOT NULL,
  was_detail VARCHAR(64) NOT NULL,
  created_at BIGINT      NOT NULL,
  started_at BIGINT,
  ended_at   BIGINT
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX task_by_vm ON task (vm_id, id);
CREATE INDEX task_by_state ON task (state, id);
