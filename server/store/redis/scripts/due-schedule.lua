-- Brings a room's time forward. KEYS: due tag. ARGV: roomId, time, expiry of the keys in ms.
local due, roomId, at = KEYS[1], ARGV[1], tonumber(ARGV[2])
redis.call('ZADD', due .. ':at', 'LT', at, roomId)
redis.call('PEXPIRE', due .. ':at', ARGV[3])
-- Under a lease the room's time is the lease's end: what is wanted meanwhile is remembered for its release.
if redis.call('HEXISTS', due .. ':lease', roomId) == 1 then
  local wanted = tonumber(redis.call('HGET', due .. ':wanted', roomId) or '')
  if not wanted or at < wanted then redis.call('HSET', due .. ':wanted', roomId, string.format('%.0f', at)) end
  redis.call('PEXPIRE', due .. ':wanted', ARGV[3])
end
return 1
