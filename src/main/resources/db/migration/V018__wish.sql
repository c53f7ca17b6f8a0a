-- How a shutdown is wished for: whether the VM is to be stopped if it is not down in time, and how long that is (NULL: as
-- configured). step is how far Muster itself has come with it: asked, or stopping.
ALTER TABLE task ADD COLUMN IF NOT EXISTS forced BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE task ADD COLUMN IF NOT EXISTS patience_s INT;
ALTER TABLE task ADD COLUMN IF NOT EXISTS step VARCHAR(12);
