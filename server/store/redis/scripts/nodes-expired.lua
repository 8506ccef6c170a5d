-- Nodes whose lease ran out, each with some of its rooms: { nodeId, rooms, nodeId, rooms, … }. Any of them, so that nodes that ask at
-- the same time get different ones. KEYS: nodes' tag. ARGV: most rooms of each.
local nodes = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- With no lease alive, the store itself was away; just after, the living need time to renew theirs.
if redis.call('EXISTS', nodes .. ':grace') == 1 then return {} end
if redis.call('ZCOUNT', nodes .. ':until', '(' .. now, '+inf') == 0 then return {} end
local reply = {}
for _, nodeId in ipairs(redis.call('ZRANGEBYSCORE', nodes .. ':until', '-inf', now)) do
  reply[#reply + 1] = nodeId
  reply[#reply + 1] = redis.call('SRANDMEMBER', nodes .. ':rooms:' .. nodeId, ARGV[1])
end
return reply
