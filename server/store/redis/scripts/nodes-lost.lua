-- Those of the nodes that hold no lease, or nil while nobody can tell. KEYS: nodes' tag. ARGV: nodes.
local nodes = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- As for nodes-expired.lua: an outage of the store is nobody's death.
if redis.call('EXISTS', nodes .. ':grace') == 1 then return nil end
if redis.call('ZCOUNT', nodes .. ':until', '(' .. now, '+inf') == 0 then return nil end
local lost = {}
for _, nodeId in ipairs(ARGV) do
  local until_ = tonumber(redis.call('ZSCORE', nodes .. ':until', nodeId) or '')
  if not until_ or until_ <= now then lost[#lost + 1] = nodeId end
end
return lost
