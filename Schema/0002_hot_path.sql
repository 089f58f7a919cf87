-- Indexes of what is due may be used only by statements that ask what is due.
--
-- A partial index on `state = 'open'` is also offered to a statement that names one row and that state. While the table
-- was nearly empty when its plan was made, both indexes cost the same, and the wrong one is then walked from end to end
-- at every call. The second condition is true of every row, but follows only from a comparison of that column.
DROP INDEX contact_task_due;
CREATE INDEX contact_task_due ON contact_task (due_at, location_id, task_id) WHERE state = 'open' AND due_at IS NOT NULL;
DROP INDEX notice_due;
CREATE INDEX notice_due ON notice (next_attempt_at, location_id, notice_id)
    WHERE state = 'queued' AND next_attempt_at IS NOT NULL;

-- How many holds of a customer are open is asked before each reservation; those that ended must not be read for it.
CREATE INDEX reservation_open_of_customer ON reservation (customer_id)
    WHERE hold = 'active' AND customer_id IS NOT NULL;
