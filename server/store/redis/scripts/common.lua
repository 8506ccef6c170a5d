-- Prepended to every script that reads or writes buckets: hashes whose values are sorted-by-nothing rows of fixed
-- width, several to a field, because a field of its own costs Redis some 90 bytes a find.

-- Owner rows: city (4 bytes), position in the finds (3).
local OWNER, OWNER_WIDTH = '>I4I3', 7
-- Guess rows: digest with its seat mixed in (6), position (3) and count (2) of its finds, seq (4), more with again above it
-- (2: see MORE_RANGE), and the seat's score after it: cities (3), population (5).
local GUESS, GUESS_WIDTH = '>I6I3I2I4I2I3I5', 25
local MORE_RANGE = 16384
-- Finds: city (4), seat (2), time (6).
local FIND, FIND_WIDTH = '>I4I2I6', 12
-- How a find's name was said, where it was not bare: position (3), 1 repeated or 2 qualified (1). See said-rows.ts.
local SAID = '>I3B'

-- How many buckets a quiz of n cities has: at most 32 cities a bucket, so that a row costs no long rewrite.
local function bucketCount(n)
  return math.max(128, math.ceil(n / 32))
end

-- Where a row that begins with key stands in a bucket, or nil.
local function rowAt(bucket, key, width)
  local at = string.find(bucket, key, 1, true)
  while at and (at - 1) % width ~= 0 do
    at = string.find(bucket, key, at + 1, true)
  end
  return at
end
