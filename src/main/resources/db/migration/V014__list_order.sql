-- The whole list in its usual order is read from the index alone.
ALTER TABLE vm_inventory DROP INDEX IF EXISTS vm_by_name;
CREATE INDEX IF NOT EXISTS vm_by_name ON vm_inventory (name_key, id, gone_at);
