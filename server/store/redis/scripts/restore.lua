-- Puts a dumped room back; 0 when it is there. KEYS: room tag. ARGV: doc, expiry in ms, version, seq, finds, said rows, runId,
-- number of flat arguments, number of arguments of owners, flat fields…, owners' buckets…, guesses' buckets…
local room, expiry = KEYS[1], ARGV[2]
if redis.call('EXISTS', room .. ':h') == 1 then return 0 end
redis.call('SET', room .. ':d', ARGV[1], 'PX', expiry)
redis.call('HSET', room .. ':h', 'v', ARGV[3], 'q', ARGV[4])
if ARGV[5] ~= '' then redis.call('SET', room .. ':f', ARGV[5]) end
if ARGV[6] ~= '' then redis.call('SET', room .. ':w:' .. ARGV[7], ARGV[6], 'PX', expiry) end
local flatEnd = 9 + ARGV[8]
local ownersEnd = flatEnd + ARGV[9]
for i = 10, #ARGV, 2 do
  local suffix = i <= flatEnd and ':h' or i <= ownersEnd and ':o' or ':g'
  redis.call('HSET', room .. suffix, ARGV[i], ARGV[i + 1])
end
for _, suffix in ipairs({ ':h', ':f', ':o', ':g' }) do
  redis.call('PEXPIRE', room .. suffix, expiry)
end
return 1
