-- Ends a lease, unless another has begun. KEYS: due tag. ARGV: roomId, lease, next time or ''.
local due, roomId = KEYS[1], ARGV[1]
if redis.call('HGET', due .. ':lease', roomId) ~= ARGV[2] then return 0 end
local next, wanted = tonumber(ARGV[3]), tonumber(redis.call('HGET', due .. ':wanted', roomId) or '')
redis.call('HDEL', due .. ':lease', roomId)
redis.call('HDEL', due .. ':wanted', roomId)
if wanted and (not next or wanted < next) then next = wanted end
if next then
  redis.call('ZADD', due .. ':at', next, roomId)
else
  redis.call('ZREM', due .. ':at', roomId)
end
return 1
