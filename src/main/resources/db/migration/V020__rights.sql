-- Who may do what: people and groups, roles of one's own, grants. The built-in roles (ids 1 to 99) are not in here.
CREATE SEQUENCE IF NOT EXISTS group_seq START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE IF NOT EXISTS role_seq START WITH 100 INCREMENT BY 1;
CREATE SEQUENCE IF NOT EXISTS grant_seq START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE IF NOT EXISTS rule_seq START WITH 1 INCREMENT BY 1;

ALTER TABLE account ADD COLUMN IF NOT EXISTS kind VARCHAR(8) DEFAULT 'person' NOT NULL;
ALTER TABLE account ADD COLUMN IF NOT EXISTS email VARCHAR(255) DEFAULT '' NOT NULL;
ALTER TABLE account ADD COLUMN IF NOT EXISTS expires_at BIGINT;
ALTER TABLE account ADD COLUMN IF NOT EXISTS must_change BOOLEAN DEFAULT FALSE NOT NULL;

-- Parents have no parent themselves: groups are nested one level deep.
CREATE TABLE IF NOT EXISTS user_group (
  id         BIGINT      NOT NULL PRIMARY KEY,
  name       VARCHAR(64) NOT NULL,
  name_key   VARCHAR(64) NOT NULL,
  parent_id  BIGINT,
  created_at BIGINT      NOT NULL,
  CONSTRAINT user_group_name UNIQUE (name_key)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS group_member (
  group_id   BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (group_id, account_id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX IF NOT EXISTS group_member_by_account ON group_member (account_id);

-- What an account goes by, made from the two tables above: itself, its groups, their parents. A row that holds no more
-- stays, so that a cursor can tell what went out of sight with it.
CREATE TABLE IF NOT EXISTS account_subject (
  account_id BIGINT      NOT NULL,
  subject    VARCHAR(64) NOT NULL,
  revoked    BOOLEAN     NOT NULL,
  revision   BIGINT      NOT NULL,
  PRIMARY KEY (account_id, subject)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS access_role (
  id          BIGINT        NOT NULL PRIMARY KEY,
  name        VARCHAR(64)   NOT NULL,
  name_key    VARCHAR(64)   NOT NULL,
  permissions VARCHAR(1000) NOT NULL,
  CONSTRAINT access_role_name UNIQUE (name_key)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- scope: all, cluster, tag, group or vm; scope_id or scope_tag says which.
CREATE TABLE IF NOT EXISTS access_grant (
  id         BIGINT      NOT NULL PRIMARY KEY,
  subject    VARCHAR(64) NOT NULL,
  role_id    BIGINT      NOT NULL,
  scope      VARCHAR(8)  NOT NULL,
  scope_id   BIGINT      NOT NULL,
  scope_tag  VARCHAR(64) NOT NULL,
  shared     BOOLEAN     NOT NULL,
  until      BIGINT,
  granted_by VARCHAR(64) NOT NULL,
  created_at BIGINT      NOT NULL,
  CONSTRAINT access_grant_once UNIQUE (subject, role_id, scope, scope_id, scope_tag, shared)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
CREATE INDEX IF NOT EXISTS access_grant_by_scope ON access_grant (scope, scope_id);

-- VMs that fit (kind: tag or name) are granted to a subject; without one, to the user whom the name tells.
CREATE TABLE IF NOT EXISTS assignment_rule (
  id         BIGINT       NOT NULL PRIMARY KEY,
  kind       VARCHAR(8)   NOT NULL,
  pattern    VARCHAR(255) NOT NULL,
  subject    VARCHAR(64)  NOT NULL,
  role_id    BIGINT       NOT NULL,
  created_at BIGINT       NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- Tags that were set in Muster; those of the sources are in vm_inventory.
CREATE TABLE IF NOT EXISTS vm_tag (
  vm_id BIGINT      NOT NULL,
  tag   VARCHAR(64) NOT NULL,
  PRIMARY KEY (vm_id, tag)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- Whether tags and names of a cluster's VMs decide who may do what with them: whoever sets them there could.
ALTER TABLE cluster ADD COLUMN IF NOT EXISTS trust_tags BOOLEAN DEFAULT FALSE NOT NULL;

-- What the subject may do with the VM, as bits; a row is revoked where that is not even to see it. VM 0: with all.
ALTER TABLE vm_access ADD COLUMN IF NOT EXISTS permissions BIGINT DEFAULT 0 NOT NULL;

-- Up to which revision changed VMs have been looked at for grants that they come under.
CREATE TABLE IF NOT EXISTS access_progress (
  id       INT    NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT IGNORE INTO access_progress (id, revision) VALUES (1, 0);

-- Administrators stay what they were: role 1, everything.
INSERT IGNORE INTO account_subject (account_id, subject, revoked, revision)
  SELECT id, CONCAT('user:', id), FALSE, 1 FROM account;
INSERT INTO access_grant (id, subject, role_id, scope, scope_id, scope_tag, shared, until, granted_by, created_at)
  SELECT NEXT VALUE FOR grant_seq, CONCAT('user:', a.id), 1, 'all', 0, '', FALSE, NULL, 'upgrade', a.created_at
  FROM account a WHERE a.role = 'admin'
  AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.subject = CONCAT('user:', a.id) AND g.role_id = 1);
ALTER TABLE account ALTER COLUMN role SET DEFAULT '';
