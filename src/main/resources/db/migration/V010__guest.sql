-- Who gave a VM's address (agent, lease, arp; null: nobody any more), and what its guest says that it runs, which the
-- source's own word does not override.
ALTER TABLE vm_inventory ADD COLUMN IF NOT EXISTS ip_origin VARCHAR(8);
ALTER TABLE vm_inventory ADD COLUMN IF NOT EXISTS guest_category VARCHAR(8);
UPDATE vm_inventory SET ip_origin = 'lease' WHERE ip IS NOT NULL;

-- What guests say of themselves. Lists are lines, their parts between tabs, which no text from outside contains.
CREATE TABLE IF NOT EXISTS vm_guest (
  vm_id        BIGINT        NOT NULL PRIMARY KEY,
  agent        VARCHAR(8)    NOT NULL,
  host_name    VARCHAR(255),
  os_id        VARCHAR(255),
  os_name      VARCHAR(255),
  os_version   VARCHAR(255),
  os_kernel    VARCHAR(255),
  addresses    VARCHAR(4000) NOT NULL,
  file_systems VARCHAR(4000) NOT NULL,
  users        VARCHAR(4000) NOT NULL,
  observed_at  BIGINT
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
