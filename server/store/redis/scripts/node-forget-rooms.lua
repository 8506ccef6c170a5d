-- Forgets rooms of an expired node, and the node with its last room. KEYS: nodes' tag. ARGV: nodeId, rooms….
local nodes, nodeId = KEYS[1], ARGV[1]
local rooms = nodes .. ':rooms:' .. nodeId
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = tonumber(redis.call('ZSCORE', nodes .. ':until', nodeId) or '')
if before and before > now then return 0 end
if #ARGV > 1 then redis.call('SREM', rooms, unpack(ARGV, 2)) end
if redis.call('SCARD', rooms) == 0 then redis.call('ZREM', nodes .. ':until', nodeId) end
return 1
