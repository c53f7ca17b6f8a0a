-- The same script runs on H2 (MODE=MariaDB) and MariaDB 10.11+. Instants are milliseconds since the epoch, UTC.
-- Strings compare by their bytes on both, trailing spaces count (the options after each table; H2 does so by itself):
-- what must sort or match whatever the case is stored a second time in lower case.

CREATE SEQUENCE cluster_seq START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE vm_seq START WITH 1000000000 INCREMENT BY 1;
CREATE SEQUENCE pass_seq START WITH 1 INCREMENT BY 1;

CREATE TABLE cluster (
  id          BIGINT       NOT NULL PRIMARY KEY,
  name        VARCHAR(64)  NOT NULL,
  kind        VARCHAR(16)  NOT NULL,
  created_at  BIGINT       NOT NULL,
  CONSTRAINT cluster_name UNIQUE (name)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE host (
  cluster_id    BIGINT       NOT NULL,
  name          VARCHAR(255) NOT NULL,
  connection_id BIGINT       NOT NULL,
  online        BOOLEAN      NOT NULL,
  cpus          INT          NOT NULL,
  memory_mib    BIGINT       NOT NULL,
  cpu_usage     DOUBLE,
  memory_usage  DOUBLE,
  version       VARCHAR(64)  NOT NULL,
  last_seen     BIGINT       NOT NULL,
  PRIMARY KEY (cluster_id, name)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE vm_inventory (
  id               BIGINT        NOT NULL PRIMARY KEY,
  cluster_id       BIGINT        NOT NULL,
  connection_id    BIGINT        NOT NULL,
  external_id      VARCHAR(100)  NOT NULL,
  live_key         VARCHAR(100),
  node             VARCHAR(255)  NOT NULL,
  vmid             INT,
  uuid             VARCHAR(36),
  name             VARCHAR(255)  NOT NULL,
  name_key         VARCHAR(255)  NOT NULL,
  vm_type          VARCHAR(8)    NOT NULL,
  category         VARCHAR(8)    NOT NULL,
  memory_mib       BIGINT        NOT NULL,
  cores            INT           NOT NULL,
  disk_bytes       BIGINT,
  ip               VARCHAR(45),
  is_template      BOOLEAN       NOT NULL,
  autostart        BOOLEAN       NOT NULL,
  title            VARCHAR(255)  NOT NULL,
  description      VARCHAR(4000) NOT NULL,
  os               VARCHAR(255)  NOT NULL,
  tags             VARCHAR(1000) NOT NULL,
  nics             VARCHAR(4000) NOT NULL,
  status           VARCHAR(16)   NOT NULL,
  status_detail    VARCHAR(64)   NOT NULL,
  started_at       BIGINT,
  task_id          BIGINT,
  task_state       VARCHAR(16),
  rdp_available    BOOLEAN       NOT NULL,
  ssh_available    BOOLEAN       NOT NULL,
  sync_error       VARCHAR(500),
  missing_passes   INT           NOT NULL,
  missing_since    BIGINT,
  gone_at          BIGINT,
  rival_connection BIGINT,
  rival_node       VARCHAR(255),
  rival_passes     INT           NOT NULL,
  pass             BIGINT        NOT NULL,
  fence            BIGINT        NOT NULL,
  updated_at       BIGINT        NOT NULL,
  search_text      VARCHAR(2000) NOT NULL,
  cpu_usage        DOUBLE,
  memory_usage     DOUBLE,
  revision         BIGINT        NOT NULL,
  CONSTRAINT vm_live UNIQUE (cluster_id, live_key)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX vm_by_name ON vm_inventory (name_key, id);
CREATE INDEX vm_by_status ON vm_inventory (status, name_key);
CREATE INDEX vm_by_connection ON vm_inventory (connection_id, id);
CREATE INDEX vm_by_rival ON vm_inventory (rival_connection);
CREATE INDEX vm_by_external ON vm_inventory (cluster_id, external_id);
CREATE INDEX vm_by_vmid ON vm_inventory (vmid);
CREATE INDEX vm_by_revision ON vm_inventory (revision);

-- One row; updated first by every transaction that changes what the list shows, so that revisions are in commit order.
CREATE TABLE inventory_revision (
  id       INT    NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO inventory_revision (id, revision) VALUES (1, 1);

-- Who may see a VM: subject is 'user:<id>' or 'group:<id>'. A revoked row stays, so that a cursor can tell of the loss.
CREATE TABLE vm_access (
  vm_id    BIGINT      NOT NULL,
  subject  VARCHAR(64) NOT NULL,
  revoked  BOOLEAN     NOT NULL,
  revision BIGINT      NOT NULL,
  PRIMARY KEY (subject, vm_id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX vm_access_by_vm ON vm_access (vm_id);
CREATE INDEX vm_access_by_revision ON vm_access (revision);

-- When a connection was last observed, and why not since.
CREATE TABLE connection_state (
  connection_id  BIGINT NOT NULL PRIMARY KEY,
  cluster_id     BIGINT NOT NULL,
  last_pass      BIGINT NOT NULL,
  last_full      BIGINT,
  last_quick     BIGINT,
  failing_since  BIGINT,
  failures       INT    NOT NULL,
  reason         VARCHAR(32),
  error          VARCHAR(500),
  quarantine     VARCHAR(500),
  duration_ms    BIGINT NOT NULL,
  next_due       BIGINT
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX connection_state_by_cluster ON connection_state (cluster_id);
