-- Counts writes after which other VMs are listed than before: the number of all VMs holds as long as this does.
INSERT IGNORE INTO inventory_revision (id, revision) VALUES (3, 1);
