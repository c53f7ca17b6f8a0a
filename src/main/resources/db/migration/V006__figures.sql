-- The latest figures of active VMs. They change at every pass and are no news; in the wide row each change of a figure
-- would rewrite all of it.
CREATE TABLE vm_figures (
  vm_id        BIGINT NOT NULL PRIMARY KEY,
  cpu_usage    DOUBLE,
  memory_usage DOUBLE
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
INSERT INTO vm_figures (vm_id, cpu_usage, memory_usage)
  SELECT id, cpu_usage, memory_usage FROM vm_inventory WHERE cpu_usage IS NOT NULL OR memory_usage IS NOT NULL;
ALTER TABLE vm_inventory DROP COLUMN cpu_usage;
ALTER TABLE vm_inventory DROP COLUMN memory_usage;
