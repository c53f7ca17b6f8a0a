-- How many VMs the last full observation lacked without being believed, and how many of them an administrator has
-- accepted (until the next full pass) or wants kept.
ALTER TABLE connection_state ADD COLUMN lacking INT DEFAULT 0 NOT NULL;
ALTER TABLE connection_state ADD COLUMN accepted INT DEFAULT 0 NOT NULL;
ALTER TABLE connection_state ADD COLUMN rejected INT DEFAULT 0 NOT NULL;
