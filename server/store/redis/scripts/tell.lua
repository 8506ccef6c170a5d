-- Appends events that change nothing of the document. KEYS: room tag. ARGV: expiry in ms, cap of the stream, bodies of events…
-- Answers { seq, nodes that members are connected to }, or nil when there is no such room.
local room, hot = KEYS[1], KEYS[1] .. ':h'
local seq, nodes = unpack(redis.call('HMGET', hot, 'q', 'nd'))
if not seq then return nil end
for i = 3, #ARGV do
  seq = seq + 1
  redis.call('XADD', room .. ':e', 'MAXLEN', '~', ARGV[2], string.format('%d-0', seq), 'b', ARGV[i])
end
redis.call('HSET', hot, 'q', string.format('%d', seq))
redis.call('PEXPIRE', room .. ':e', ARGV[1])
return { tonumber(seq), nodes or '' }
