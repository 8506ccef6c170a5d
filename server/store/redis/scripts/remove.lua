-- Forgets a room, but not its unsaved runs. KEYS: room tag. ARGV: version and seq that it must still have, or none.
-- 1 when the room is gone.
local room = KEYS[1]
local version, seq, runId = unpack(redis.call('HMGET', room .. ':h', 'v', 'q', 'r'))
if not version then return 1 end
if ARGV[1] and (ARGV[1] ~= version or ARGV[2] ~= seq) then return 0 end
if redis.call('EXISTS', room .. ':x:' .. runId) == 0 then
  redis.call('DEL', room .. ':w:' .. runId)
elseif redis.call('EXISTS', room .. ':f') == 1 then
  redis.call('RENAME', room .. ':f', room .. ':f:' .. runId)
end
redis.call('DEL', room .. ':h', room .. ':d', room .. ':e', room .. ':o', room .. ':g', room .. ':f')
return 1
