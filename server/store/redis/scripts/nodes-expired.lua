-- Nodes whose lease ran out, with their rooms: { nodeId, rooms, nodeId, rooms, … }. KEYS: nodes' tag.
local nodes = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- With no lease alive, the store itself was away; just after, the living need time to renew theirs.
if redis.call('EXISTS', nodes .. ':grace') == 1 then return {} end
if redis.call('ZCOUNT', nodes .. ':until', '(' .. now, '+inf') == 0 then return {} end
local reply = {}
for _, nodeId in ipairs(redis.call('ZRANGEBYSCORE', nodes .. ':until', '-inf', now)) do
  reply[#reply + 1] = nodeId
  reply[#reply + 1] = redis.call('SMEMBERS', nodes .. ':rooms:' .. nodeId)
end
return reply
