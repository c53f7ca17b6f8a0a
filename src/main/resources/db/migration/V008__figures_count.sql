-- Counts writes of figures, which move no revision: a page that was read at the same revision and the same count of
-- figures is still what the tables have. Updated last in its transaction, so that its lock is held for a moment only.
INSERT INTO inventory_revision (id, revision) VALUES (2, 1);
