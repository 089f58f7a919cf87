-- How many units of one SKU a store holds at most for customers of whom nothing is proved, so that whoever makes up names cannot
-- empty a shelf. It is counted at the open doors only: the shop's form and what other shops embed.
ALTER TABLE reservation_policy
    ADD COLUMN unproved_units smallint NOT NULL DEFAULT 40,
    ADD CONSTRAINT reservation_policy_unproved CHECK (unproved_units BETWEEN 0 AND 9999);
