-- How a cluster calls itself, and whether it may be changed (Proxmox VE: without a quorum it may not).
ALTER TABLE cluster ADD COLUMN IF NOT EXISTS own_name VARCHAR(255);
ALTER TABLE cluster ADD COLUMN IF NOT EXISTS quorate BOOLEAN DEFAULT TRUE NOT NULL;
