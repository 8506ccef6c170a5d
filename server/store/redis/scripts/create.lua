-- Makes a room with version 1 and seq 0; 0 when its id is taken. KEYS: room tag. ARGV: doc, expiry in ms, flat fields…
local room = KEYS[1]
if redis.call('EXISTS', room .. ':h') == 1 then return 0 end
redis.call('SET', room .. ':d', ARGV[1], 'PX', ARGV[2])
redis.call('HSET', room .. ':h', 'v', 1, 'q', 0, unpack(ARGV, 3))
redis.call('PEXPIRE', room .. ':h', ARGV[2])
return 1
