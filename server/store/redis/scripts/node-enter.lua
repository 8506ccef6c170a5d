-- KEYS: nodes' tag. ARGV: nodeId, roomId, lease in ms for a node that has none, expiry of the keys in ms.
local nodes, nodeId = KEYS[1], ARGV[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', nodes .. ':until', 'NX', now + ARGV[3], nodeId)
redis.call('SADD', nodes .. ':rooms:' .. nodeId, ARGV[2])
redis.call('PEXPIRE', nodes .. ':until', ARGV[4])
redis.call('PEXPIRE', nodes .. ':rooms:' .. nodeId, ARGV[4])
return 1
