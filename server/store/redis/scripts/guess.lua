-- Judges and records one guess. KEYS: room tag. ARGV: one string of words: playerId, digest of the guessId, 1 to take the
-- first free candidate or 0 for all, cap of the stream, expiry in ms, seat that the node believes the player has, id of the run that
-- the guess was made for or *, number of candidates that can be credited, 1 if the text says where; then city and population of
-- each candidate. Answers a refusal's number, or words: see guess-reply.ts. Keep in step with memory/guess.ts.
--
-- Most of what a guess costs Redis is this text and the passage to each command, not the commands: so few of both, and no
-- number is made text but by %d, whose price is a third of what the language's own way takes.
local NO_ROOM, NOT_SEATED, WRONG_PHASE = 0, 1, 2
local call, format, pack = redis.call, string.format, struct.pack
local room = KEYS[1]
local hot = room .. ':h'
local playerId, guessDigest, take, cap, expiry, likely, runId, reach, qualified, cities =
  string.match(ARGV[1], '^(%S+) (%d+) (%d) (%d+) (%d+) (%d+) (%S+) (%d+) (%d) (.+)$')

local seat, q, stage, startsAt, endsAt, shared, total, nodes, oldScore, currentRun = unpack(
  call('HMGET', hot, '@' .. playerId, 'q', 'st', 'sa', 'ea', 'sh', 'n', 'nd', '$' .. likely, 'r'))
if not seat then return NO_ROOM end
if seat == '-' then return NOT_SEATED end
if runId ~= '*' and runId ~= currentRun then return WRONG_PHASE end
local index, side, done = string.match(seat, '^(%d+),(%d+),(%d)$')
total = tonumber(total)
local buckets = bucketCount(total)
-- Solo and race: each seat has buckets of its own.
local prefix = shared == '1' and '' or index .. ':'

-- The repeat comes before the phase: a late resend after the end still learns its answer.
local digest = (guessDigest + index * 2654435761) % 281474976710656
local guessField = prefix .. format('%d', digest % buckets)
local guesses = call('HGET', room .. ':g', guessField) or ''
local known = rowAt(guesses, pack('>I6', digest), GUESS_WIDTH)
if known then
  local _, position, count, seq, more, score, population = struct.unpack(GUESS, guesses, known)
  local finds = call('GETRANGE', room .. ':f', position * FIND_WIDTH, (position + count) * FIND_WIDTH - 1)
  local _, _, at = struct.unpack(FIND, finds)
  local found = ''
  for i = 0, count - 1 do
    found = found .. format(' %d', (struct.unpack('>I4', finds, i * FIND_WIDTH + 1)))
  end
  return format('found %d %d %d %d 1 0 %d %d %d%s %s', seq, at, math.floor(more / MORE_RANGE), more % MORE_RANGE, score,
    population, count, found, nodes)
end

local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if stage ~= 'game' or done == '1' then return WRONG_PHASE end
if (startsAt ~= '' and now < tonumber(startsAt)) or (endsAt ~= '' and now >= tonumber(endsAt)) then
  return WRONG_PHASE
end

-- Whose is each city now?
reach = tonumber(reach)
local ids, populations, fields = {}, {}, {}
for id, people in string.gmatch(cities, '(%d+) (%d+)') do
  local i = #ids + 1
  ids[i], populations[i], fields[i] = id, people, prefix .. format('%d', id % buckets)
end
local rows = call('HMGET', room .. ':o', unpack(fields))
local chosen, population, again, more = {}, 0, 0, 0
local owned = {}
for i, id in ipairs(ids) do
  local bucket = rows[i]
  local at = bucket and rowAt(bucket, pack('>I4', id), OWNER_WIDTH)
  if at then
    if i <= reach then owned[#owned + 1] = { id, select(2, struct.unpack(OWNER, bucket, at)) } end
  elseif i <= reach and (take == '0' or #chosen == 0) then
    chosen[#chosen + 1] = i
    population = population + populations[i]
  else
    more = more + 1
    if i <= reach then again = again + 1 end
  end
end

-- Nothing within reach is free: the side has the first candidate (`already`), or somebody else does (`taken`).
local count = #chosen
if count == 0 then
  local already, taken, firstIsOwn = { 'already', more }, { 'taken', more }, true
  for i, city in ipairs(owned) do
    local id, from = city[1], city[2] * FIND_WIDTH
    local ownerSide, ownerId, at = side, nil, nil
    if shared == '1' then
      local _, owner, foundAt = struct.unpack(FIND, call('GETRANGE', room .. ':f', from, from + FIND_WIDTH - 1))
      ownerSide, ownerId = string.match(call('HGET', hot, '#' .. owner) or ' ', '^(%d*) (.*)$')
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
local records, found = '', ''
for _, which in ipairs(chosen) do
  records = records .. pack(FIND, ids[which], index, now)
  found = found .. ' ' .. ids[which]
end
local position = call('APPEND', room .. ':f', records) / FIND_WIDTH - count
local fresh, said = {}, ''
for i, which in ipairs(chosen) do
  if qualified == '1' or which > 1 then
    said = said .. pack(SAID, position + i - 1, qualified == '1' and 2 or 1)
  end
  local field = fields[which]
  fresh[field] = (fresh[field] or rows[which] or '') .. pack(OWNER, ids[which], position + i - 1)
end
local owners = {}
for field, bucket in pairs(fresh) do
  owners[#owners + 1] = field
  owners[#owners + 1] = bucket
end
call('HSET', room .. ':o', unpack(owners))
if said ~= '' then
  call('APPEND', room .. ':w:' .. currentRun, said)
  call('PEXPIRE', room .. ':w:' .. currentRun, expiry)
end

if index ~= likely then oldScore = call('HGET', hot, '$' .. index) end
local score, people = string.match(oldScore or '0 0', '^(%d+) (%d+)$')
score, population = score + count, people + population
local full = (shared == '1' and position + count or score) >= total
local seq, at, scored = format('%d', q + 1), format('%d', now), format('%d %d', score, population)
call('HSET', hot, 'q', seq, '$' .. index, scored)
if full then
  -- The version moves, so that a command decided before the end cannot put the old `endsAt` back.
  call('HSET', hot, 'ea', at)
  call('HINCRBY', hot, 'v', 1)
end
call('HSET', room .. ':g', guessField,
  guesses .. pack(GUESS, digest, position, count, seq, again * MORE_RANGE + more, score, population))

local event = playerId .. ' ' .. at .. ' ' .. scored .. found
if not call('XADD', room .. ':e', 'NOMKSTREAM', 'MAXLEN', '~', cap, seq .. '-0', 'f', event) then
  call('XADD', room .. ':e', seq .. '-0', 'f', event)
  call('PEXPIRE', room .. ':e', expiry)
end

-- Keys that this guess has made; every commit puts the expiry of all of them off.
if position == 0 then
  call('PEXPIRE', room .. ':f', expiry)
  call('PEXPIRE', room .. ':o', expiry)
  call('PEXPIRE', room .. ':g', expiry)
end
return format('found %s %s %d %d 0 %d %s %d%s %s', seq, at, again, more, full and 1 or 0, scored, count, found, nodes)
