CREATE TABLE players (
  player_id text PRIMARY KEY,
  name text NOT NULL,
  first_seen_at bigint NOT NULL,
  last_seen_at bigint NOT NULL
);
