-- KEYS: room tag. Answers { now, doc, flat fields, bytes of finds }, or nil.
local room = KEYS[1]
local doc = redis.call('GET', room .. ':d')
if not doc then return nil end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return { now, doc, redis.call('HGETALL', room .. ':h'), redis.call('STRLEN', room .. ':f') }
