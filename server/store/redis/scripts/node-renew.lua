-- KEYS: nodes' tag. ARGV: nodeId, lease in ms, expiry of the keys in ms.
local nodes, nodeId, leaseMs = KEYS[1], ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- When no lease is alive, nobody could reach the store: the others get time to renew theirs. A node that alone was slow gets them no
-- such time; if it were slow again and again, nobody would ever find a dead one.
local before = tonumber(redis.call('ZSCORE', nodes .. ':until', nodeId) or '')
local alive = redis.call('ZCOUNT', nodes .. ':until', '(' .. now, '+inf')
if before and alive == 0 then redis.call('SET', nodes .. ':grace', '1', 'PX', leaseMs) end
redis.call('ZADD', nodes .. ':until', now + leaseMs, nodeId)
redis.call('PEXPIRE', nodes .. ':until', ARGV[3])
redis.call('PEXPIRE', nodes .. ':rooms:' .. nodeId, ARGV[3])
return now
