-- Leases the rooms that are due. KEYS: due tag. ARGV: most rooms, lease in ms, expiry of the keys in ms.
-- Answers { now, roomId, lease, roomId, lease, … }.
local due = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local reply = { now }
local roomIds = redis.call('ZRANGEBYSCORE', due .. ':at', '-inf', now, 'LIMIT', 0, ARGV[1])
for _, roomId in ipairs(roomIds) do
  local lease = redis.call('INCR', due .. ':last')
  local wanted = tonumber(redis.call('HGET', due .. ':wanted', roomId) or '')
  -- A wish that has come true is what this claim is for.
  if wanted and wanted <= now then redis.call('HDEL', due .. ':wanted', roomId) end
  redis.call('HSET', due .. ':lease', roomId, lease)
  redis.call('ZADD', due .. ':at', now + ARGV[2], roomId)
  reply[#reply + 1] = roomId
  reply[#reply + 1] = lease
end
redis.call('PEXPIRE', due .. ':at', ARGV[3])
if #roomIds > 0 then
  for _, suffix in ipairs({ ':lease', ':wanted', ':last' }) do
    redis.call('PEXPIRE', due .. suffix, ARGV[3])
  end
end
return reply
