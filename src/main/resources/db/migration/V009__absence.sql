-- For how long a VM has been missing, measured by a clock that nobody sets: missing_since is only for people.
ALTER TABLE vm_inventory ADD COLUMN missing_ms BIGINT DEFAULT 0 NOT NULL;
