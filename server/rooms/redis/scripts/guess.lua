-- Judges and records one guess. KEYS: room tag. ARGV: one string of words: playerId, digest of the guessId, 1 to take the
-- first free candidate or 0 for all, cap of the stream, expiry in ms, number of candidates; then city and population of each
-- candidate and of each `also`. Answers a refusal's number, or words: see guess-reply.ts. Keep in step with memory/guess.ts.
local NO_ROOM, NOT_SEATED, WRONG_PHASE = 0, 1, 2
local room, hot = KEYS[1], KEYS[1] .. ':h'
local words = {}
for word in string.gmatch(ARGV[1], '%S+') do
  words[#words + 1] = word
end
local playerId = words[1]

local seat, q, stage, startsAt, endsAt, shared, total, nodes = unpack(
  redis.call('HMGET', hot, '@' .. playerId, 'q', 'st', 'sa', 'ea', 'sh', 'n', 'nd'))
if not seat then return NO_ROOM end
if seat == '-' then return NOT_SEATED end
local index, side, done = string.match(seat, '^(%d+),(%d+),(%d)$')
total = tonumber(total)
local buckets = bucketCount(total)
-- Solo and race: each seat has buckets of its own.
local prefix = shared == '1' and '' or index .. ':'

-- The repeat comes before the phase: a late resend after the end still learns its answer.
local digest = (tonumber(words[2]) + index * 2654435761) % 281474976710656
local guessField = prefix .. digest % buckets
local guesses = redis.call('HGET', room .. ':g', guessField) or ''
local known = rowAt(guesses, struct.pack('>I6', digest), GUESS_WIDTH)
if known then
  local _, position, count, seq, more, cities, population = struct.unpack(GUESS, guesses, known)
  local finds = redis.call('GETRANGE', room .. ':f', position * FIND_WIDTH, (position + count) * FIND_WIDTH - 1)
  local _, _, at = struct.unpack(FIND, finds)
  local reply = { 'found', seq, at, more, 1, 0, cities, population, count }
  for i = 0, count - 1 do
    reply[#reply + 1] = struct.unpack('>I4', finds, i * FIND_WIDTH + 1)
  end
  return table.concat(reply, ' ') .. ' ' .. nodes
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if stage ~= 'game' or done == '1' then return WRONG_PHASE end
if (startsAt ~= '' and now < tonumber(startsAt)) or (endsAt ~= '' and now >= tonumber(endsAt)) then
  return WRONG_PHASE
end

-- Whose is each city now?
local takeFirst, candidates = words[3] == '1', tonumber(words[6])
local ids, fields = {}, {}
for i = 7, #words, 2 do
  local id = tonumber(words[i])
  ids[#ids + 1] = id
  fields[#fields + 1] = prefix .. id % buckets
end
local rows = redis.call('HMGET', room .. ':o', unpack(fields))
local chosen, isChosen, population, more = {}, {}, 0, 0
local owned = {}
for i, id in ipairs(ids) do
  local bucket = rows[i] or ''
  local at = rowAt(bucket, struct.pack('>I4', id), OWNER_WIDTH)
  if at then
    if i <= candidates then owned[#owned + 1] = { id, select(2, struct.unpack(OWNER, bucket, at)) } end
  elseif not isChosen[id] then
    if takeFirst and i <= candidates and #chosen > 0 then
      more = more + 1
    else
      chosen[#chosen + 1] = i
      isChosen[id] = true
      population = population + words[6 + 2 * i]
    end
  end
end

-- Nothing is free: the side has the first candidate (`already`), or somebody else does (`taken`).
if #chosen == 0 then
  local already, taken, firstIsOwn = { 'already' }, { 'taken' }, true
  for i, city in ipairs(owned) do
    local id, from = city[1], city[2] * FIND_WIDTH
    local ownerSide, ownerId, at = side, nil, nil
    if shared == '1' then
      local _, owner, foundAt = struct.unpack(FIND, redis.call('GETRANGE', room .. ':f', from, from + FIND_WIDTH - 1))
      ownerSide, ownerId = string.match(redis.call('HGET', hot, '#' .. owner) or ' ', '^(%d*) (.*)$')
      at = foundAt
    end
    if ownerSide == side then
      already[#already + 1] = id
    else
      if i == 1 then firstIsOwn = false end
      taken[#taken + 1] = id
      taken[#taken + 1] = ownerId
      taken[#taken + 1] = now - at
    end
  end
  return table.concat(firstIsOwn and already or taken, ' ')
end

-- Finds, owners, score, guess, event.
local records = {}
for i, which in ipairs(chosen) do
  records[i] = struct.pack(FIND, ids[which], index, now)
end
local position = redis.call('APPEND', room .. ':f', table.concat(records)) / FIND_WIDTH - #chosen
local fresh = {}
for i, which in ipairs(chosen) do
  local field = fields[which]
  fresh[field] = (fresh[field] or rows[which] or '') .. struct.pack(OWNER, ids[which], position + i - 1)
end
local owners = {}
for field, bucket in pairs(fresh) do
  owners[#owners + 1] = field
  owners[#owners + 1] = bucket
end
redis.call('HSET', room .. ':o', unpack(owners))

local cities, people = string.match(redis.call('HGET', hot, '$' .. index) or '0 0', '^(%d+) (%d+)$')
cities, population = cities + #chosen, people + population
local seq = q + 1
local full = (shared == '1' and position + #chosen or cities) >= total
redis.call('HSET', hot, 'q', seq, '$' .. index, string.format('%d %.0f', cities, population))
if full then
  -- The version moves, so that a command decided before the end cannot put the old `endsAt` back.
  redis.call('HSET', hot, 'ea', now)
  redis.call('HINCRBY', hot, 'v', 1)
end
redis.call('HSET', room .. ':g', guessField,
  guesses .. struct.pack(GUESS, digest, position, #chosen, seq, more, cities, population))

local found = {}
for i, which in ipairs(chosen) do
  found[i] = ids[which]
end
local cityIds = table.concat(found, ' ')
local event = string.format('%s %.0f %d %.0f %s', playerId, now, cities, population, cityIds)
redis.call('XADD', room .. ':e', 'MAXLEN', '~', words[4], seq .. '-0', 'f', event)

-- Keys that this guess has made; every commit puts the expiry of all of them off.
if position == 0 then
  redis.call('PEXPIRE', room .. ':f', words[5])
  redis.call('PEXPIRE', room .. ':o', words[5])
  redis.call('PEXPIRE', room .. ':g', words[5])
end
if redis.call('XLEN', room .. ':e') == 1 then redis.call('PEXPIRE', room .. ':e', words[5]) end
return string.format('found %d %.0f %d 0 %d %d %.0f %d %s %s',
  seq, now, more, full and 1 or 0, cities, population, #chosen, cityIds, nodes)
