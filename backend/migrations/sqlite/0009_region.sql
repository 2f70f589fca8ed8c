-- Where numbers are written as somebody reads them: Switzerland, or else the country that their
-- language has its name from.
ALTER TABLE users ADD COLUMN region TEXT NOT NULL DEFAULT 'CH'
    CHECK (region IN ('CH', ''));
