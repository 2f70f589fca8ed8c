-- Who was invited to an organisation (rule 13). Inviting again extends the same invitation.
CREATE TABLE invitations (
    id BIGINT PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    -- The address in lower case: what is compared.
    email_key TEXT NOT NULL,
    email TEXT NOT NULL,
    -- Who has invited them last.
    invited_by BIGINT NOT NULL REFERENCES users (id),
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL CHECK (expires_at > sent_at),
    accepted_at BIGINT,
    revoked_at BIGINT,
    CHECK (accepted_at IS NULL OR revoked_at IS NULL)
);

CREATE UNIQUE INDEX invitations_open ON invitations (organisation_id, email_key)
    WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE INDEX invitations_sent ON invitations (organisation_id, sent_at);

-- The links that were sent for it: each works as long as the invitation does, so that it
-- does not matter in which of two e-mails somebody follows theirs.
CREATE TABLE invitation_links (
    -- SHA-256 of what the link holds (I19).
    token_hash BYTEA PRIMARY KEY,
    invitation_id BIGINT NOT NULL REFERENCES invitations (id),
    sent_at BIGINT NOT NULL
);

CREATE INDEX invitation_links_of ON invitation_links (invitation_id, sent_at);
