-- The source's own name for what it carries out (Proxmox VE: the UPID), kept before anything is waited for.
ALTER TABLE task ADD COLUMN IF NOT EXISTS receipt VARCHAR(500);

-- VMs on which an action is under way (ended_at is NULL) or ended lately, by the database's clock (milliseconds since the
-- epoch): what a source lists may be older than the action.
CREATE TABLE IF NOT EXISTS status_fence (
  vm_id    BIGINT NOT NULL PRIMARY KEY,
  ended_at BIGINT
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
