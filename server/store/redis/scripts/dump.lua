-- Everything of a room as it is kept: { doc, flat fields, finds, buckets of guesses, said rows }, or nil. KEYS: room tag.
local room = KEYS[1]
local doc = redis.call('GET', room .. ':d')
if not doc then return nil end
return {
  doc,
  redis.call('HGETALL', room .. ':h'),
  redis.call('GET', room .. ':f') or '',
  redis.call('HVALS', room .. ':g'),
  redis.call('GET', room .. ':w:' .. redis.call('HGET', room .. ':h', 'r')) or '',
}
