-- How many shared credits (in hundredths) a member may use in a calendar month; NULL: as many
-- as there are. A member has their own limit, or else the organisation's.
ALTER TABLE organisations ADD COLUMN member_limit BIGINT CHECK (member_limit >= 0);
ALTER TABLE memberships ADD COLUMN has_own_limit BIGINT NOT NULL DEFAULT 0
    CHECK (has_own_limit IN (0, 1));
ALTER TABLE memberships ADD COLUMN own_limit BIGINT CHECK (own_limit >= 0);
