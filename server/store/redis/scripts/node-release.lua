-- Gives a lease back: a node with rooms has expired from now on. KEYS: nodes' tag. ARGV: nodeId, expiry of the keys in ms, rooms….
local nodes, nodeId = KEYS[1], ARGV[1]
local rooms = nodes .. ':rooms:' .. nodeId
redis.call('DEL', rooms)
if #ARGV == 2 then
  redis.call('ZREM', nodes .. ':until', nodeId)
  return 1
end
-- Lua's stack holds some 8,000 values.
for i = 3, #ARGV, 1000 do
  redis.call('SADD', rooms, unpack(ARGV, i, math.min(i + 999, #ARGV)))
end
redis.call('PEXPIRE', rooms, ARGV[2])
redis.call('ZADD', nodes .. ':until', 0, nodeId)
redis.call('PEXPIRE', nodes .. ':until', ARGV[2])
return 1
