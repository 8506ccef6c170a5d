-- KEYS: nodes' tag. ARGV: nodeId, lease in ms, expiry of the keys in ms.
local nodes, nodeId, leaseMs = KEYS[1], ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- A living node whose lease ran out could not reach the store, and perhaps nobody could: the others get time to renew theirs.
local before = tonumber(redis.call('ZSCORE', nodes .. ':until', nodeId) or '')
if before and before <= now then redis.call('SET', nodes .. ':grace', '1', 'PX', leaseMs) end
redis.call('ZADD', nodes .. ':until', now + leaseMs, nodeId)
redis.call('PEXPIRE', nodes .. ':until', ARGV[3])
redis.call('PEXPIRE', nodes .. ':rooms:' .. nodeId, ARGV[3])
return now
