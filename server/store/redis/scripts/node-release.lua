-- Gives a lease back: a node with rooms has expired from now on. KEYS: nodes' tag. ARGV: nodeId.
local nodes, nodeId = KEYS[1], ARGV[1]
if redis.call('SCARD', nodes .. ':rooms:' .. nodeId) == 0 then
  redis.call('ZREM', nodes .. ':until', nodeId)
else
  redis.call('ZADD', nodes .. ':until', 'XX', 0, nodeId)
end
return 1
