-- How the name of a find was said: bare, repeated or qualified; null for finds of earlier releases.
ALTER TABLE finds ADD COLUMN said text;
