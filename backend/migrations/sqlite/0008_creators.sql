-- Who has created an organisation, and who has sent a link: nobody does either without end.
-- NULL: before this was noted.
ALTER TABLE organisations ADD COLUMN created_by INTEGER REFERENCES users (id);
CREATE INDEX organisations_created ON organisations (created_by, created_at);
ALTER TABLE invitation_links ADD COLUMN sent_by INTEGER REFERENCES users (id);
CREATE INDEX invitation_links_sent ON invitation_links (sent_by, sent_at);
