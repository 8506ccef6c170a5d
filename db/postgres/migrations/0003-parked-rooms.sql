-- Idle solo games out of the room store. `json`, not `jsonb`: a dump is given back as it was.
CREATE TABLE parked_rooms (
  room_id text PRIMARY KEY,
  dump json NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX parked_rooms_by_expiry ON parked_rooms (expires_at);
