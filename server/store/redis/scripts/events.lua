-- Events after a seq, oldest first: { seq, entries }; nil when the room is gone, the stream no longer reaches back, or there
-- are more than may be answered. KEYS: room tag. ARGV: seq known, most events.
local room = KEYS[1]
local seq = tonumber(redis.call('HGET', room .. ':h', 'q') or '')
if not seq then return nil end
local count = math.max(seq - ARGV[1], 0)
if count > tonumber(ARGV[2]) then return nil end
if count == 0 then return { seq, {} } end
local entries = redis.call('XRANGE', room .. ':e', (ARGV[1] + 1) .. '-0', '+')
if #entries < count then return nil end
return { seq, entries }
