-- One call's admission in nginx-lua.conf: key, then product, then quota of the day.
local day = 86400
local key = ngx.var.http_x_api_key
local limit = key and ngx.shared.limits:get(key)
if not limit then
    return ngx.exit(401)
end
if not ngx.shared.operations:get(ngx.req.get_method() .. " " .. ngx.var.uri) then
    return ngx.exit(403)
end
if ngx.shared.counts:incr(key, 1, 0, day) > limit then
    return ngx.exit(429)
end
