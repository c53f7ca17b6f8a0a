-- The tags of vm_tag as the list shows and finds them, between commas: ,web,prod,
ALTER TABLE vm_inventory ADD COLUMN IF NOT EXISTS own_tags VARCHAR(1000) DEFAULT '' NOT NULL;
UPDATE vm_inventory SET own_tags = (
  SELECT CONCAT(',', GROUP_CONCAT(t.tag ORDER BY t.tag SEPARATOR ','), ',') FROM vm_tag t WHERE t.vm_id = vm_inventory.id)
  WHERE id IN (SELECT vm_id FROM vm_tag);
