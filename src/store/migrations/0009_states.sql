-- How many notices are in each state, for /metrics, without reading the notices themselves.
CREATE INDEX outbox_states ON outbox (state);
