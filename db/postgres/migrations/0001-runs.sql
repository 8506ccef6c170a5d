-- Finished games. Times are epoch milliseconds of the room store's clock.
CREATE TABLE runs (
  run_id text PRIMARY KEY,
  mode text NOT NULL,
  quiz text NOT NULL,
  ranked boolean NOT NULL,
  settings jsonb NOT NULL,
  data_version text NOT NULL,
  started_at bigint NOT NULL,
  finished_at bigint NOT NULL
);
CREATE INDEX runs_by_quiz ON runs (quiz, mode, finished_at);

-- One row for each player of a run; `place` is the position in the standings, from 0.
CREATE TABLE run_players (
  run_id text NOT NULL REFERENCES runs ON DELETE CASCADE,
  place int NOT NULL,
  player_id text NOT NULL,
  name text NOT NULL,
  rank int NOT NULL,
  team int,
  cities int NOT NULL,
  population bigint,
  points float8,
  PRIMARY KEY (run_id, place)
);
CREATE INDEX run_players_by_player ON run_players (player_id);

-- The timeline: who found what, `at_ms` after the start. `place` is that of the player in `run_players`.
CREATE TABLE finds (
  run_id text NOT NULL REFERENCES runs ON DELETE CASCADE,
  position int NOT NULL,
  place int,
  city_id int NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (run_id, position)
);
