-- What a host calls the person whom it signs in (`sub`): who they are, whatever address it
-- gives with it; NULL: no host has signed them in.
ALTER TABLE users ADD COLUMN host_subject TEXT;
CREATE UNIQUE INDEX users_host_subject ON users (host_subject);
