-- Forgets a run that has been saved, and its finds unless the room still shows them. KEYS: room tag. ARGV: runId, expiry in ms.
local room, runId = KEYS[1], ARGV[1]
local said = room .. ':w:' .. runId
redis.call('LREM', room .. ':x', 0, runId)
redis.call('DEL', room .. ':x:' .. runId, room .. ':f:' .. runId)
if redis.call('HGET', room .. ':h', 'r') == runId then
  redis.call('PEXPIRE', room .. ':f', ARGV[2])
  redis.call('PEXPIRE', said, ARGV[2])
else
  redis.call('DEL', said)
end
return 1
