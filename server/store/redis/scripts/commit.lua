-- Replaces a room's document if nobody changed it since. KEYS: room tag. ARGV: version read, seq that a settling step was
-- decided on or '', header of the settled run or '', runId of the new doc, doc, expiry in ms, cap of the stream, number of flat
-- arguments, flat fields…, bodies of events… Answers { version, seq }, or nil for a conflict.
local room, hot = KEYS[1], KEYS[1] .. ':h'
local settledSeq, header, runId, expiry = ARGV[2], ARGV[3], ARGV[4], ARGV[6]
local version, seq, oldRun = unpack(redis.call('HMGET', hot, 'v', 'q', 'r'))
if version ~= ARGV[1] then return nil end
if settledSeq ~= '' and settledSeq ~= seq then return nil end

-- A new run starts without finds, scores and credited guesses; the finds of an unsaved run stay under its name.
local isNewRun = oldRun ~= runId
if isNewRun then
  redis.call('DEL', room .. ':o', room .. ':g')
  if redis.call('EXISTS', room .. ':x:' .. oldRun) == 0 then
    redis.call('DEL', room .. ':f', room .. ':w:' .. oldRun)
  elseif redis.call('EXISTS', room .. ':f') == 1 then
    redis.call('RENAME', room .. ':f', room .. ':f:' .. oldRun)
  end
end

-- Seats of before (@, #), and with a new run their scores ($).
local outdated = {}
for _, field in ipairs(redis.call('HKEYS', hot)) do
  local kind = string.sub(field, 1, 1)
  if kind == '@' or kind == '#' or (kind == '$' and isNewRun) then outdated[#outdated + 1] = field end
end
if #outdated > 0 then redis.call('HDEL', hot, unpack(outdated)) end

local flatEnd = 8 + ARGV[8]
version = version + 1
for i = flatEnd + 1, #ARGV do
  seq = seq + 1
  redis.call('XADD', room .. ':e', 'MAXLEN', '~', ARGV[7], seq .. '-0', 'b', ARGV[i])
end
redis.call('HSET', hot, 'v', version, 'q', seq, unpack(ARGV, 9, flatEnd))
redis.call('SET', room .. ':d', ARGV[5], 'PX', expiry)

if header ~= '' then
  redis.call('SET', room .. ':x:' .. runId, header)
  redis.call('RPUSH', room .. ':x', runId)
  redis.call('PERSIST', room .. ':f')
  redis.call('PERSIST', room .. ':w:' .. runId)
end
for _, suffix in ipairs({ ':h', ':e', ':o', ':g' }) do
  redis.call('PEXPIRE', room .. suffix, expiry)
end
if redis.call('EXISTS', room .. ':x:' .. runId) == 0 then
  redis.call('PEXPIRE', room .. ':f', expiry)
  redis.call('PEXPIRE', room .. ':w:' .. runId, expiry)
end
return { version, tonumber(seq) }
