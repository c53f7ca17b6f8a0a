-- What a cluster notes on a VM: its pool, what locks it, the state of its high availability; NULL where there is none. And
-- how many snapshots it has, NULL where that is not known.
ALTER TABLE vm_inventory ADD COLUMN IF NOT EXISTS pool VARCHAR(255);
ALTER TABLE vm_inventory ADD COLUMN IF NOT EXISTS lock_word VARCHAR(64);
ALTER TABLE vm_inventory ADD COLUMN IF NOT EXISTS ha_state VARCHAR(64);
ALTER TABLE vm_inventory ADD COLUMN IF NOT EXISTS snapshots INT;
