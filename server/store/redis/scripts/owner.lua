-- Who has a city: its record among the finds, or nil. KEYS: room tag. ARGV: city, seat that asks.
local room = KEYS[1]
local shared, total = unpack(redis.call('HMGET', room .. ':h', 'sh', 'n'))
if not shared then return nil end
local prefix = shared == '1' and '' or ARGV[2] .. ':'
local id = tonumber(ARGV[1])
local bucket = redis.call('HGET', room .. ':o', prefix .. id % bucketCount(tonumber(total))) or ''
local at = rowAt(bucket, struct.pack('>I4', id), OWNER_WIDTH)
if not at then return nil end
local _, position = struct.unpack(OWNER, bucket, at)
return redis.call('GETRANGE', room .. ':f', position * FIND_WIDTH, (position + 1) * FIND_WIDTH - 1)
