-- Headers of a room's unsaved runs, oldest first. KEYS: room tag.
local room = KEYS[1]
local headers = {}
for i, runId in ipairs(redis.call('LRANGE', room .. ':x', 0, -1)) do
  headers[i] = redis.call('GET', room .. ':x:' .. runId)
end
return headers
