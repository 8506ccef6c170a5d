CREATE TABLE client_errors (
  error_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,
  message text NOT NULL,
  stack text,
  path text,
  release text,
  user_agent text
);
